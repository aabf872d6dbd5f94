import { describe, expect, it } from 'vitest';
import type { ShellState } from '#protocol/terminal.ts';
import { eventually } from '../../../tests/helpers/eventually.ts';
import { fakeTerminal as open, shown } from '../../../tests/helpers/fake-terminal.ts';

const prompt = '\x1b[?2004h\x1b]133;A;aid=7-x\x07$ \x1b]133;B;aid=7-x\x07';
const block = { lesson: 'go/calculator', block: 'build' };

describe('a code block', () => {
	it('is typed into a free prompt and followed to its end', async () => {
		let seconds = 0;
		const states: ShellState[] = [];
		const { shell, terminal, connect } = open({ now: () => seconds * 1000, onState: (state) => states.push(state) });
		const page = connect();
		shell.print(prompt);
		await shown(page, '$ ');
		expect(await terminal.run(block, 'docker build .\n')).toMatchObject({ ...block, outcome: 'typed' });
		expect(shell.typed).toBe('docker build .\r');
		seconds = 2;
		shell.print('docker build .\r\n\x1b]133;C;aid=7-x\x07…');
		await shown(page, '…');
		seconds = 5;
		shell.print('\x1b]133;D;1;aid=7-x\x07');
		shell.print(prompt);
		await eventually(() => expect(terminal.state.state).toBe('prompt'));
		const ended = { state: 'prompt', last: { exitCode: 1, milliseconds: 5000, block: 'go/calculator#build' } };
		expect(states).toEqual([{ state: 'prompt' }, { state: 'running', block: 'go/calculator#build' }, ended]);
		expect(page.states.at(-1)).toEqual(ended);
	});

	it('of several lines is pasted in one piece', async () => {
		const { shell, terminal } = open();
		shell.print(prompt);
		await eventually(() => expect(terminal.state.state).toBe('prompt'));
		await terminal.run(block, 'a\nb\n');
		expect(shell.typed).toBe('\x1b[200~a\nb\x1b[201~\r');
	});

	it('is refused while a program runs, and when it is pressed twice', async () => {
		const { shell, terminal } = open();
		expect(await terminal.run(block, 'x')).toMatchObject({
			outcome: 'busy',
			message: expect.stringContaining('prompt'),
		});
		shell.print(prompt);
		await eventually(() => expect(terminal.state.state).toBe('prompt'));
		const answers = await Promise.all([terminal.run(block, 'x'), terminal.run(block, 'x')]);
		expect(answers.map(({ outcome }) => outcome)).toEqual(['typed', 'busy']);
		expect(answers[1]).toMatchInlineSnapshot(`
			{
			  "block": "build",
			  "hint": "Wait for it, stop it with Ctrl-C, or open another terminal; then press Run again.",
			  "lesson": "go/calculator",
			  "message": "The command of a code block still runs in the terminal.",
			  "outcome": "busy",
			}
		`);
		expect(shell.typed).toBe('x\r');
	});

	it.each([
		['a half-typed command', 'ls -l'],
		['a half-typed command, the cursor at its beginning', 'ls -l\r\x1b[2C'],
		['a string that is not closed', 'echo "abc\r\n> '],
	])('is refused behind %s', async (_what, echoed) => {
		const { shell, terminal } = open();
		shell.print(prompt);
		shell.print(echoed);
		await eventually(() => expect(terminal.state.state).toBe('prompt'));
		expect(await terminal.run(block, 'x')).toMatchObject({ outcome: 'busy', hint: expect.stringContaining('Ctrl-C') });
		expect(shell.typed).toBe('');
	});

	it('is typed where text was taken back', async () => {
		const { shell, terminal } = open();
		shell.print(`many lines\r\n${'\r\n'.repeat(40)}${prompt}`);
		shell.print('l\b\x1b[K');
		await eventually(() => expect(terminal.state.state).toBe('prompt'));
		expect(await terminal.run(block, 'x')).toMatchObject({ outcome: 'typed' });
	});
});
