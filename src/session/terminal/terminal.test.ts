import { describe, expect, it } from 'vitest';
import { screenLimits } from '#protocol/terminal.ts';
import { terminalClosings } from '#protocol/terminal-close.ts';
import { eventually } from '../../../tests/helpers/eventually.ts';
import { FakePage, fakeTerminal as open, shown } from '../../../tests/helpers/fake-terminal.ts';

describe('a page that connects', () => {
	it('sees what was printed before and what comes, and types', async () => {
		const { shell, connect, type } = open();
		shell.print('before\r\n');
		const page = connect();
		shell.print('meanwhile\r\n');
		await shown(page, 'meanwhile');
		shell.print('after');
		await shown(page, 'before\r\nmeanwhile\r\nafter');
		expect(page.kinds.slice(0, 2)).toEqual(['snapshot', 'size']);
		type(page, 'ls\r');
		expect(shell.typed).toBe('ls\r');
	});

	it('gets each byte once, wherever between the chunks it comes in', async () => {
		const text = 'a\x1b[1;31mé😀\x1b]0;title\x07\x1b[0m\x1b[3;7Hxyz\x1bP1$r\x1b\\\x1b(B\r\nend.';
		const bytes = Buffer.from(text);
		const whole = open();
		whole.shell.print(bytes);
		const expected = whole.connect();
		await shown(expected, 'end.');
		for (let cut = 0; cut <= bytes.length; cut += 1) {
			const { shell, connect } = open();
			shell.print(bytes.subarray(0, cut));
			await new Promise<void>((resolve) => setImmediate(resolve));
			const page = connect();
			shell.print(bytes.subarray(cut));
			await shown(page, 'end.');
			expect(await page.screen()).toBe(await expected.screen());
		}
	});

	it('goes on where it was after its line broke', async () => {
		const { shell, connect } = open();
		const page = connect();
		shell.print('one ');
		await shown(page, 'one');
		page.connection?.[Symbol.dispose]();
		shell.print('two ');
		await eventually(() => expect(shell.stream.readableLength).toBe(0));
		connect(page.position, page);
		shell.print('three');
		await shown(page, 'one two three');
		expect(page.output.endsWith('two three')).toBe(true);
		expect(page.kinds.filter((kind) => kind === 'snapshot')).toHaveLength(1);
	});

	it('sees the whole screen where the record does not reach back, or on', async () => {
		const { shell, terminal, connect } = open();
		const page = connect();
		await shell.flood(3_000_000, Buffer.from(`${'0123456789'.repeat(100)}\r\n`));
		shell.print('last line');
		await shown(page, 'last line');
		for (const from of [0, 100, 99_000_000]) {
			const late = connect(from);
			await shown(late, 'last line');
			expect(late.kinds[0]).toBe('snapshot');
			expect(await late.screen()).toBe(await page.screen());
		}
		expect(terminal.heldBytes).toBeLessThan(2_000_000);
	});

	it('sees the second screen and the modes of a program', async () => {
		const { shell, connect } = open();
		shell.print('shell$ vi\r\n\x1b[?1049h\x1b[?1h\x1b[?2004h\x1b[2J\x1b[5;5Hin the editor');
		const page = connect();
		await shown(page, 'in the editor');
		shell.print('\x1b[?1049l');
		await eventually(async () => expect(await page.screen()).not.toContain('in the editor'));
		expect(await page.screen()).toContain('shell$ vi');
	});
});

describe('several pages', () => {
	it('show the same screen, in the size of the one that was used last', async () => {
		const { shell, terminal, connect, type } = open();
		const [wide, narrow] = [connect(), connect(undefined, new FakePage(40, 10))];
		wide.connection?.receive({ kind: 'resize', columns: 120, rows: 40 });
		narrow.connection?.receive({ kind: 'resize', columns: 40, rows: 10 });
		expect(terminal.size).toEqual({ columns: 40, rows: 10 });
		type(wide, 'x');
		expect(terminal.size).toEqual({ columns: 120, rows: 40 });
		shell.print('both');
		await shown(wide, 'both');
		expect(await narrow.screen()).toBe(await wide.screen());
		narrow.connection?.receive({ kind: 'resize', columns: 50, rows: 12 });
		expect(terminal.size).toEqual({ columns: 120, rows: 40 });
		wide.connection?.[Symbol.dispose]();
		expect(terminal.size).toEqual({ columns: 50, rows: 12 });
		expect(shell.sizes).toEqual(['120x40', '40x10', '120x40', '50x12']);
	});

	it('tells the shell no size that it has already', () => {
		const { shell, connect } = open();
		const page = connect();
		page.connection?.receive({ kind: 'resize', columns: 80, rows: 24 });
		expect(shell.sizes).toEqual([]);
	});
});

describe('questions of programs to the terminal', () => {
	it.each([
		['no page', 0],
		['one page', 1],
		['two pages', 2],
	])('are answered once with %s', async (_what, count) => {
		const { shell, connect, type } = open();
		const pages = Array.from({ length: count }, () => connect());
		shell.print('ab\x1b[6n\x1b[c');
		await eventually(() => expect(shell.typed).toBe('\x1b[1;3R\x1b[?1;2c'));
		// What the terminals of the pages answer.
		for (const page of pages) type(page, '\x1b[1;3R\x1b[?1;2c');
		for (const page of pages) type(page, 'k');
		expect(shell.typed).toBe(`\x1b[1;3R\x1b[?1;2c${'k'.repeat(count)}`);
	});

	it('are not answered again for a page that is shown old output', async () => {
		const { shell, connect } = open();
		shell.print('\x1b[6n');
		await eventually(() => expect(shell.typed).toBe('\x1b[1;1R'));
		await shown(connect(0), '');
		connect();
		shell.print('done');
		await shown(connect(), 'done');
		expect(shell.typed).toBe('\x1b[1;1R');
	});
});

describe('the end', () => {
	it('of the shell leaves its screen readable', async () => {
		const { shell, terminal, connect, type } = open();
		shell.print('bye');
		shell.end(3);
		await eventually(() => expect(terminal.state).toEqual({ state: 'ended', exitCode: 3 }));
		const page = connect();
		await shown(page, 'bye');
		expect(page.states.at(-1)).toEqual({ state: 'ended', exitCode: 3 });
		type(page, 'x');
		expect(shell.typed).toBe('');
		expect(await terminal.run({ lesson: 'go', block: '1' }, 'x')).toMatchObject({ outcome: 'ended' });
	});

	it('of the terminal tells the pages why, and ends the shell', async () => {
		const { shell, terminal, connect } = open();
		const page = connect();
		await terminal.close(terminalClosings.stopping);
		expect([page.closing, shell.isDisposed]).toEqual([terminalClosings.stopping, true]);
		expect(connect().closing).toEqual(terminalClosings.closed);
	});
});

describe('a terminal that is restored', () => {
	it('shows the old lines above a line that says so', async () => {
		const before = open();
		before.shell.print('\x1b[32mold\x1b[0m line\r\n\x1b[?1049h\x1b[?1hfull screen');
		await shown(before.connect(), 'full screen');
		const restored = JSON.parse(JSON.stringify(await before.terminal.record()));
		const { shell, connect } = open({ restored });
		shell.print('new prompt$ ');
		const page = connect();
		await shown(page, 'new prompt$');
		expect(await page.screen()).toMatchInlineSnapshot(`
			"[32mold[0m line

			[2m── The shell had to be started anew: what is above is from before. ──
			[0mnew prompt$ "
		`);
	});

	it('is not taken for the one that had its name before', async () => {
		const [before, after] = [open({}), open({})];
		before.shell.print('before');
		after.shell.print('after');
		const page = before.connect();
		await shown(page, 'before');
		const again = after.connect(page.position);
		await shown(again, 'after');
		expect(again.kinds[0]).toBe('snapshot');
	});

	it('is kept as it is now', async () => {
		const { shell, terminal, connect } = open();
		const page = connect();
		shell.print('one');
		await shown(page, 'one');
		expect(await terminal.record()).toBe(await terminal.record());
		shell.print(' two');
		await shown(page, 'two');
		expect((await terminal.record()).lines).toBe('one two');
		page.connection?.receive({ kind: 'resize', columns: 50, rows: 10 });
		expect(await terminal.record()).toMatchObject({ columns: 50, rows: 10 });
	});

	it('is kept with its old lines from the first moment', async () => {
		const { terminal } = open({ restored: { columns: 80, rows: 24, lines: 'old line' } });
		expect((await terminal.record()).lines).toContain('old line');
	});

	it('can be kept when it is closed', async () => {
		const { shell, terminal, connect } = open();
		shell.print('last words');
		await shown(connect(), 'last words');
		await terminal.close(terminalClosings.stopping);
		expect((await terminal.record()).lines).toBe('last words');
	});

	it('keeps its size', async () => {
		const columns = screenLimits.maxColumns;
		expect(await open({ columns }).terminal.record()).toEqual({ columns, rows: 24, lines: '' });
	});
});
