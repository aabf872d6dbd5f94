import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { highWaterBytes } from '#protocol/terminal.ts';
import { terminalClosings } from '#protocol/terminal-close.ts';
import { eventually } from '../../../tests/helpers/eventually.ts';
import { fakeTerminal as open } from '../../../tests/helpers/fake-terminal.ts';

describe('a flood of output', () => {
	const megabyte = 1_000_000;
	const chunk = Buffer.from('y\r\n'.repeat(5000));

	it('is held back by the page that is furthest behind, and memory stays bounded', async () => {
		const { shell, terminal, connect } = open();
		const [quick, slow] = [connect(), connect()];
		let most = 0;
		const watch = () => {
			most = Math.max(most, terminal.heldBytes + shell.stream.readableLength);
			return false;
		};
		slow.hangs = true;
		const stopped = vi.waitFor(() => expect(shell.stream.isPaused()).toBe(true), { timeout: 30_000, interval: 5 });
		let isOver = false;
		const flood = shell.flood(100 * megabyte, chunk, () => watch() || isOver);
		await stopped;
		expect(slow.outputBytes).toBeLessThanOrEqual(highWaterBytes);
		expect(quick.outputBytes).toBeLessThan(highWaterBytes + 100_000);
		isOver = true;
		expect(await flood).toBeLessThan(megabyte);
		expect(most).toBeLessThan(3 * megabyte);
	});

	it('goes through a page that acknowledges, with little held here', { timeout: 60_000 }, async () => {
		const { shell, terminal, connect } = open();
		const page = connect();
		let most = 0;
		const printed = await shell.flood(5 * megabyte, chunk, () => {
			most = Math.max(most, terminal.heldBytes + shell.stream.readableLength);
			return false;
		});
		await eventually(() => expect(page.outputBytes).toBe(printed));
		expect(printed).toBeGreaterThanOrEqual(5 * megabyte);
		expect(most).toBeLessThan(3 * megabyte);
	});

	it('waits no longer for a page that acknowledges nothing, and lets it go when it is too late', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		const { shell, connect } = open();
		const dead = connect(0);
		dead.hangs = true;
		const pass = async (milliseconds: number) => {
			await vi.advanceTimersByTimeAsync(milliseconds);
			await new Promise<void>((resolve) => setImmediate(resolve));
		};
		let isOver = false;
		const flood = shell.flood(5 * megabyte, chunk, () => isOver);
		for (let tries = 0; tries < 100 && !shell.stream.isPaused(); tries += 1) await pass(20);
		expect(shell.stream.isPaused()).toBe(true);
		expect(dead.closing).toBeUndefined();
		for (let tries = 0; tries < 1000 && dead.closing === undefined; tries += 1) await pass(100);
		expect(dead.closing).toEqual(terminalClosings.behind);
		isOver = true;
		await flood;
	});

	it('lets a page go that acknowledges what it was never sent', () => {
		const { connect } = open();
		const page = connect(0);
		page.connection?.receive({ kind: 'acknowledge', position: 1 });
		expect(page.closing).toEqual(terminalClosings.badFrame);
	});
});

describe('typing', () => {
	it('stops at a program that reads nothing', () => {
		const { shell, connect, type } = open();
		const page = connect(0);
		shell.isDeaf = true;
		for (let count = 0; count < 200 && page.closing === undefined; count += 1) type(page, 'x'.repeat(32_768));
		expect(page.closing).toEqual(terminalClosings.inputOverflow);
		expect(shell.stream.writableLength).toBeLessThan(5_000_000);
	});

	it('tells that somebody is there', () => {
		let typed = 0;
		const { connect, type } = open({ onTyped: () => (typed += 1) });
		type(connect(0), 'a');
		expect(typed).toBe(1);
	});
});

describe('Ctrl-C in a flood', () => {
	/** A page that has as much on its way as it may. */
	async function flooded() {
		const { shell, connect, type } = open();
		const page = connect(0);
		page.hangs = true;
		shell.print(Buffer.alloc(highWaterBytes + 1000, 'a'));
		await eventually(() => expect(page.outputBytes).toBe(highWaterBytes));
		type(page, '\x03');
		const later = async () => {
			page.hangs = false;
			page.connection?.receive({ kind: 'acknowledge', position: highWaterBytes });
			await eventually(() => expect(page.output).toMatch(/\$ $/));
			return page.output.slice(highWaterBytes);
		};
		return { shell, later };
	}

	it('shows nothing more of it, and what comes behind', async () => {
		const { shell, later } = await flooded();
		for (let count = 0; count < 50; count += 1) shell.print('y\r\n'.repeat(10_000));
		shell.print('y\r\ny^C\r\n$ ');
		expect(await later()).toBe(`${'a'.repeat(1000)}\x18^C\r\n$ `);
		expect(shell.typed).toBe('\x03');
	});

	it('shows all of it when the program takes it as any other key', async () => {
		const { shell, later } = await flooded();
		const rest = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(10_000)).join('\r\n');
		for (let at = 0; at < rest.length; at += 10_000) shell.print(rest.slice(at, at + 10_000));
		shell.print('\r\n$ ');
		expect(await later()).toBe(`${'a'.repeat(1000)}${rest}\r\n$ `);
	});
});
