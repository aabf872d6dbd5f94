/** Terminals with a real bash, over real WebSockets: what people do, and what goes wrong with lines. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ShellState } from '#protocol/terminal.ts';
import { Terminal } from '#session/terminal/terminal.ts';
import { LinePage, listeningCourse, pageHeaders } from '../helpers/course-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { FakeSession, FakeSessions } from '../helpers/fake-sessions.ts';
import { FakePage, shown } from '../helpers/fake-terminal.ts';
import { openLocalShell } from '../helpers/local-shell.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const socketPath = '/api/labs/go/session/terminals/t1/socket';

class OneTerminal extends FakeSession {
	readonly #terminal: Terminal;

	constructor(terminal: Terminal) {
		super('go');
		this.#terminal = terminal;
	}

	override terminal(id: string): Terminal | undefined {
		return id === 't1' ? this.#terminal : undefined;
	}
}

async function bash() {
	const home = await TempFolder.create();
	onTestFinished(() => home[Symbol.asyncDispose]());
	const shell = await openLocalShell(home.path, home.path);
	const states: ShellState[] = [];
	const terminal = new Terminal(shell, { columns: 80, rows: 24, onState: (state) => states.push(state) });
	onTestFinished(() => terminal[Symbol.asyncDispose]());
	await atPrompt(terminal);
	return { shell, terminal, states };
}

async function course(terminal: Terminal) {
	const sessions = new FakeSessions();
	sessions.put(new OneTerminal(terminal));
	const blocks = { command: ({ block }: { block: string }) => block };
	return await listeningCourse({ sessions, blocks, onFault: () => undefined });
}

function atPrompt(terminal: Terminal): Promise<void> {
	return eventually(() => expect(terminal.state.state).toBe('prompt'));
}

/** Runs a command as a block does, and gives how it ended. */
async function run(terminal: Terminal, command: string) {
	const answer = await eventually(async () => {
		const given = await terminal.run({ lesson: 'go', block: 'b' }, command);
		expect(given.outcome).toBe('typed');
		return given;
	});
	expect(answer.block).toBe('b');
	await atPrompt(terminal);
	return terminal.state.state === 'prompt' ? terminal.state.last?.exitCode : undefined;
}

function page(terminal: Terminal) {
	const shownPage = new FakePage();
	shownPage.connection = terminal.connect(shownPage);
	const type = (text: string) => shownPage.connection?.receive({ kind: 'input', bytes: Buffer.from(text) });
	return { page: shownPage, type };
}

describe('commands in bash', () => {
	it('end with their status, whatever they are', async () => {
		const { terminal, states } = await bash();
		expect(await run(terminal, 'true')).toBe(0);
		expect(await run(terminal, 'sh -c "exit 42"')).toBe(42);
		expect(await run(terminal, 'no-such-program')).toBe(127);
		// As in a script, the last line decides.
		expect(await run(terminal, 'echo one\necho two\nfalse')).toBe(1);
		expect(await run(terminal, 'for each in a b\ndo echo $each\ndone')).toBe(0);
		expect(await run(terminal, 'cat <<END\nfirst\n\tsecond\nEND')).toBe(0);
		expect(await run(terminal, 'echo )')).toBe(2);
		expect(states.filter(({ state }) => state === 'running').length).toBe(7);
	});

	it('of several lines are no input of the first one', async () => {
		const { terminal } = await bash();
		const { page: shownPage, type } = page(terminal);
		expect((await terminal.run({ lesson: 'go', block: 'b' }, 'read answer\necho "got $answer"')).outcome).toBe('typed');
		await eventually(() => expect(terminal.state).toEqual({ state: 'running', block: 'go#b' }));
		await shown(shownPage, 'read answer');
		type('mine\r');
		await shown(shownPage, 'got mine');
	});

	it('are not typed into a program, a shell inside, half a line, or a string', async () => {
		const { terminal } = await bash();
		const { page: shownPage, type } = page(terminal);
		const outcome = async () => (await terminal.run({ lesson: 'go', block: 'b' }, 'echo typed')).outcome;
		const typed = async (text: string, settled: () => Promise<unknown>) => {
			type(text);
			await settled();
			expect(await outcome()).toBe('busy');
			type('\x03');
			await eventually(async () => expect(await outcome()).toBe('typed'));
			await atPrompt(terminal);
		};
		const echoed = (text: string) => () =>
			eventually(async () => expect((await terminal.record()).lines.trimEnd().endsWith(text)).toBe(true));
		// Until the program itself has begun, bash may lose a Ctrl-C, or end of it.
		await typed("sh -c 'echo $((6 * 7)); exec sleep 1000'\r", () => shown(shownPage, '\n42'));
		await typed('ls -l', echoed('ls -l'));
		await typed('echo "abc\r', echoed('>'));
	});

	it('print marks of their own in vain', async () => {
		const { terminal } = await bash();
		const { page: shownPage, type } = page(terminal);
		type(`printf '\\e]133;D;0;aid=1-x\\a\\e]133;A;aid=1-x\\a\\e]133;B;aid=1-x\\a'; read wait\r`);
		await eventually(() => expect(terminal.state).toEqual({ state: 'running' }));
		await shown(shownPage, 'read wait');
		type('\r');
		await atPrompt(terminal);
	});

	it('may be a shell inside, whose prompts are not those of this one', async () => {
		const { terminal, states } = await bash();
		const { page: shownPage, type } = page(terminal);
		const another = 'bash --noprofile --rcfile ~/start.bash -i';
		const before = states.length;
		type(`${another}\r`);
		type('echo inside-$((6 * 7))\r');
		await shown(shownPage, 'inside-42');
		expect((await terminal.run({ lesson: 'go', block: 'b' }, 'echo typed')).outcome).toBe('busy');
		type('exit 7\r');
		await atPrompt(terminal);
		expect(states.slice(before)).toMatchObject([{ state: 'running' }, { state: 'prompt', last: { exitCode: 7 } }]);
		// One that takes the place of the shell is the shell.
		type(`exec ${another}\r`);
		// Quick as that is, running and prompt may come in one piece: then the prompt alone is told.
		await eventually(() => expect(states.slice(before + 2).at(-1)).toMatchObject({ state: 'prompt' }));
		expect(await run(terminal, 'sh -c "exit 3"')).toBe(3);
	});

	it('may end the shell', async () => {
		const { terminal } = await bash();
		page(terminal).type('exit 3\r');
		await eventually(() => expect(terminal.state).toEqual({ state: 'ended', exitCode: 3 }));
	});
});

describe('a line to a page', () => {
	it('carries 100 MB with little held here, and a Ctrl-C in the middle of more', async () => {
		const { terminal, shell } = await bash();
		const reachable = await course(terminal);
		const line = await new LinePage(reachable, socketPath).opened();
		line.showsNothing = true;
		let most = 0;
		const held = () => {
			const waiting = [...reachable.app.websocketServer.clients].map(({ bufferedAmount }) => bufferedAmount);
			most = Math.max(most, terminal.heldBytes + shell.stream.readableLength + Math.max(0, ...waiting));
			return line.outputBytes;
		};
		line.type(`yes '${'0123456789'.repeat(7)}' | head -c 100000000\r`);
		await vi.waitFor(() => expect(held()).toBeGreaterThan(100_000_000), { timeout: 150_000, interval: 5 });
		await atPrompt(terminal);
		line.type('yes\r');
		const before = line.outputBytes;
		await eventually(() => expect(held()).toBeGreaterThan(before + 3_000_000));
		expect(terminal.state.state).toBe('running');
		line.type('\x03');
		await eventually(() => expect(terminal.state).toMatchObject({ state: 'prompt', last: { exitCode: 130 } }));
		// A record and what may be on its way to screen, page and network; none of it grows with the flood.
		expect(most).toBeLessThan(4_000_000);
	});

	it('may break while a program prints, and nothing is lost or comes twice', async () => {
		const { terminal } = await bash();
		const reachable = await course(terminal);
		const first = await new LinePage(reachable, socketPath).opened();
		first.type('for ((i = 1; i <= 20000; i++)); do echo "line $i"; done; echo all-done\r');
		await eventually(() => expect(first.output).toContain('line 500\r\n'));
		for (const socket of reachable.app.websocketServer.clients) socket.terminate();
		await first.closed;
		await eventually(() => expect(terminal.state.state).toBe('prompt'));
		const again = await new LinePage(reachable, `${socketPath}?from=${first.position}`).opened();
		await eventually(() => expect(first.output + again.output).toContain('\r\nall-done\r\n'));
		const lines = [...(first.output + again.output).matchAll(/line (\d+)\r\n/g)].map(([, number]) => Number(number));
		expect(lines.length).toBe(20_000);
		expect(lines.every((number, index) => number === index + 1)).toBe(true);
		expect(again.kinds).not.toContain('snapshot');
	});

	it('of two people shows the same screen, and either may type', async () => {
		const { terminal } = await bash();
		const reachable = await course(terminal);
		const ann = await new LinePage(reachable, socketPath).opened();
		ann.type('echo from ann\r');
		await shown(ann, '\r\nfrom ann');
		const ben = await new LinePage(reachable, socketPath, pageHeaders(reachable)).opened();
		await shown(ben, '\r\nfrom ann');
		ben.type('echo from ben\r');
		for (const each of [ann, ben]) await shown(each, '\r\nfrom ben');
		await atPrompt(terminal);
		await eventually(async () => expect(await ann.screen()).toBe(await ben.screen()));
	});
});
