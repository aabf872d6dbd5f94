import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shell } from '#session/shell.ts';
import { promptEnd, ShellScreen, TestWorkspace } from '../helpers/workspace.ts';

const size = { columns: 100, rows: 30 };
let test: TestWorkspace;

beforeAll(async () => {
	test = await TestWorkspace.start();
});

afterAll(async () => {
	await test?.[Symbol.asyncDispose]();
});

function openShell(greeting = false): Promise<Shell> {
	return test.workspace.openShell(size, { greeting });
}

describe('a shell', () => {
	it('greets, stands in the lab, and belongs to somebody without rights', async () => {
		await using shell = await openShell(true);
		const screen = new ShellScreen(shell);
		expect(await screen.until(promptEnd)).toContain('The files of the lab are here');
		expect((await screen.command('pwd; id -u; echo $DOCKER_HOST $SHELL $LANG; tput cols; tput lines')).text).toContain(
			'/home/learner/lab\r\n1000\r\nunix:///run/stagecraft/docker.sock /bin/bash C.UTF-8\r\n100\r\n30\r\n',
		);
		expect((await screen.command('sudo true')).exitCode).toBe(127);
		expect((await screen.command('touch /etc/x')).text).toContain('Permission denied');
	});

	it('marks prompts and commands with their exit codes', async () => {
		await using shell = await openShell();
		const screen = new ShellScreen(shell);
		const first = await screen.until(promptEnd);
		expect(first).not.toContain(']133;D');
		expect((await screen.command('(exit 3)')).exitCode).toBe(3);
		expect((await screen.command('true | false')).text).toMatch(/\]133;C;aid=\d+-\d+/);
		screen.type('\r');
		expect(await screen.until(promptEnd)).not.toMatch(/133;[CD]/);
		screen.type("sh -c 'echo up; exec sleep 100'\r");
		await screen.until(/up\r\n/);
		screen.type('\x03');
		expect(await screen.until(promptEnd)).toContain('133;D;130');
	});

	it('keeps the marks when a learner sets prompts of their own', async () => {
		await using shell = await openShell();
		const screen = new ShellScreen(shell);
		await screen.until(promptEnd);
		for (const line of ["PS1='mine> '", "PS0='now '", "PROMPT_COMMAND='echo before; false'"]) {
			expect((await screen.command(line)).exitCode).toBe(0);
		}
		const { text: seen, exitCode } = await screen.command('echo $(( 6 * 7 )); (exit 9)');
		expect(exitCode).toBe(9);
		expect(seen).toMatch(/now .\]133;C;aid=\d+-\d+.42\r\n.*before.*mine> .\]133;B/s);
	});

	it('follows a new size', async () => {
		await using shell = await openShell();
		const screen = new ShellScreen(shell);
		await screen.until(promptEnd);
		shell.resize(60, 20);
		expect((await screen.command('tput cols')).text).toContain('60\r\n');
	});

	it('tells how it ended', async () => {
		await using shell = await openShell();
		const screen = new ShellScreen(shell);
		await screen.until(promptEnd);
		screen.type('exit 5\r');
		expect(await shell.ended).toEqual({ exitCode: 5 });
	});

	it('ends what runs in it when it is closed', async () => {
		const shell = await openShell();
		const screen = new ShellScreen(shell);
		await screen.until(promptEnd);
		screen.type("sh -c 'echo up; exec sleep 4242'\r");
		await screen.until(/up\r\n/);
		await shell[Symbol.asyncDispose]();
		await expect.poll(() => test.output('ps -C sleep -o args=')).not.toContain('4242');
	});

	it('completes docker commands', async () => {
		await using shell = await openShell();
		const screen = new ShellScreen(shell);
		await screen.until(promptEnd);
		screen.type('docker hist\t');
		expect(await screen.until(/history/)).toContain('docker history');
	});
});

describe('what else the connection carries', () => {
	it('brings each connection of the docker command to the runner', async () => {
		const server = createServer((_request, response) => {
			response.writeHead(200, { 'Api-Version': '1.45' }).end();
		});
		test.onDocker = (connection) => void server.emit('connection', connection);
		expect(await test.output('curl -sI --unix-socket /run/stagecraft/docker.sock http://d/_ping')).toContain('200 OK');
		expect(await test.output('curl -sI --unix-socket /var/run/docker.sock http://d/_ping')).toContain('1.45');
	});

	it('keeps the two directions of a connection apart', async () => {
		test.onDocker = (connection) => {
			let heard = '';
			connection.on('data', (bytes: Buffer) => {
				heard += bytes.toString('utf8');
			});
			connection.on('end', () => connection.end(heard.toUpperCase()));
		};
		const open = 'IO::Socket::UNIX->new("/run/stagecraft/docker.sock")';
		const script = `$socket = ${open}; print $socket "hello"; shutdown $socket, 1; print <$socket>`;
		expect(await test.output(`perl -MIO::Socket::UNIX -e '${script}'`)).toBe('HELLO');
	});

	it('dials what the workspace reaches', async () => {
		const limits = { maxBytes: 1000, timeoutMilliseconds: 60_000 };
		const listening = await test.workspace.listen(7001, (connection) => connection.end('from the runner'));
		expect(await test.output('curl -s --http0.9 localhost:7001')).toBe('from the runner');
		const dialled = await test.workspace.dial('127.0.0.1', 7001);
		expect(await text(dialled)).toBe('from the runner');
		await listening[Symbol.asyncDispose]();
		expect((await test.workspace.run(['curl', '-s', 'localhost:7001'], limits)).exitCode).toBe(7);
		await expect(test.workspace.dial('127.0.0.1', 7001)).rejects.toThrow(/refused/i);
	});

	it('owns a port below 1024 too, as a published port 80 needs it', async () => {
		await using _ = await test.workspace.listen(80, (connection) => connection.end('eighty'));
		expect(await test.output('curl -s --http0.9 localhost')).toBe('eighty');
	});

	it('stops a command that prints or runs without end', async () => {
		const limits = { maxBytes: 10_000, timeoutMilliseconds: 60_000 };
		await expect(test.workspace.run(['yes'], limits)).rejects.toMatchObject({ code: 'workspace-failed' });
		const short = { maxBytes: 10_000, timeoutMilliseconds: 100 };
		expect((await test.workspace.run(['sleep', '1000'], short)).exitCode).toBe(137);
		await expect.poll(() => test.output('ps -C yes,sleep -o args=')).toBe('sleep infinity\n');
	});

	it('notices that the container is gone', async () => {
		await using other = await TestWorkspace.start();
		const shell = await other.workspace.openShell(size, { greeting: false });
		await once(shell.stream, 'readable');
		shell.stream.resume();
		await other.engine.containers.remove(other.workspace.container);
		await other.workspace.lost;
		expect(await shell.ended).toEqual({});
	});
});
