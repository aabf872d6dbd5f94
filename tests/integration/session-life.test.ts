import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenSessions } from '#runner/sessions/open-sessions.ts';
import type { Session } from '#session/session.ts';
import { openScreen, SessionBench, until } from '../helpers/session-bench.ts';
import { promptEnd, ShellScreen } from '../helpers/workspace.ts';

const isReady = ({ state }: { readonly state: string }): boolean => state === 'ready';
let bench: SessionBench;

beforeEach(async () => {
	bench = await SessionBench.open('go');
});

afterEach(async () => {
	await bench?.[Symbol.asyncDispose]();
});

async function readySession(run: OpenSessions): Promise<Session> {
	const session = (await run.shelf.open('go')) as Session;
	await until(session, isReady);
	return session;
}

describe('a session', () => {
	it('ends when nobody uses it, keeps the files and leaves nothing on the engine', async () => {
		const run = await bench.run({ idleMilliseconds: 20_000, warningMilliseconds: 19_000 });
		const session = await readySession(run);
		const screen = await openScreen(session);
		await screen.until(promptEnd);
		await screen.command(
			'echo kept > notes.txt; docker tag debian:trixie mine; docker run -d --name left debian:trixie sleep 600',
		);
		const view = await until(session, ({ state }) => state === 'ended');
		expect(view.step).toBe('ended, since nobody used it');
		expect(Buffer.from((await bench.work.of('go').bytes('notes.txt', 100)) ?? []).toString()).toBe('kept\n');
		expect(run.shelf.find('go')).toBeUndefined();
		const owner = await bench.owner();
		await bench.suspend();
		expect(await bench.onEngine(owner)).toEqual([]);
	});

	it('starts over with the starter’s files in a new workspace', async () => {
		const session = await readySession(await bench.run());
		const first = await openScreen(session);
		await first.until(promptEnd);
		await first.command('echo mine > Dockerfile; touch ~/elsewhere');
		await session.reset();
		await until(session, isReady);
		const second = await openScreen(session);
		await second.until(promptEnd);
		expect((await second.command('head -1 Dockerfile; ls --color=never ~')).text).toMatch(/# One stage.*\r\nlab\r\n/);
		await session.end();
	});

	it('starts another workspace when a learner ends the connection', async () => {
		const session = await readySession(await bench.run());
		const screen = await openScreen(session);
		await screen.until(promptEnd);
		await screen.command('echo shown-before; echo text > before.txt');
		screen.type('pkill -f "sshd-session: learner .priv"\r');
		await until(session, ({ state }) => state === 'starting');
		await until(session, isReady);
		const again = session.terminal('t1');
		if (again === undefined) throw new Error('The terminal did not come back.');
		const restored = new ShellScreen(again);
		expect(await restored.until(promptEnd)).toContain('shown-before');
		expect((await restored.command('cat before.txt')).text).toContain('text\r\n');
		await session.end();
	});
});

describe('another run of the course', () => {
	it('shows the terminals again, with the files, after a run that was stopped', async () => {
		const session = await readySession(await bench.run());
		const screen = await openScreen(session);
		await screen.until(promptEnd);
		await screen.command('echo typed-before; echo text > before.txt');
		await bench.suspend();
		expect(await bench.onEngine(await bench.owner())).toEqual([]);
		const next = await readySession(await bench.run());
		const terminal = next.terminal('t1');
		if (terminal === undefined) throw new Error('The terminal did not come back.');
		const restored = new ShellScreen(terminal);
		expect(await restored.until(promptEnd)).toContain('typed-before');
		expect((await restored.command('cat before.txt')).text).toContain('text\r\n');
		await next.end();
	});

	it('goes on in the workspace that a run left which was killed, with its images, containers and last files', async () => {
		using killed = await bench.runElsewhere();
		const before = await bench.containers();
		await killed.type('docker tag debian:trixie mine; docker run -d --name left debian:trixie sleep 600');
		await killed.type('(sleep 2; echo written-after > after.txt) > /dev/null 2>&1 & disown; sleep 0.1');
		await killed.kill();
		const run = await bench.run();
		const session = run.shelf.find('go') as Session;
		await until(session, isReady);
		expect(await bench.containers()).toEqual(expect.arrayContaining([...before]));
		const screen = await openScreen(session);
		await screen.until(promptEnd);
		expect((await screen.command('docker images mine; docker ps')).text).toMatch(/mine[\s\S]*left/);
		await screen.command('while [ ! -e after.txt ]; do sleep 0.1; done');
		await session.settle();
		expect(await bench.work.of('go').bytes('after.txt', 100)).toBeDefined();
		await session.end();
	});

	it('removes what a run left which was killed, when its record is gone', async () => {
		using killed = await bench.runElsewhere();
		await killed.type('docker run -d --name left debian:trixie sleep 600');
		await killed.kill();
		const left = new Set(await bench.containers());
		expect(left.size).toBeGreaterThan(1);
		await bench.forgetSessions();
		await bench.run();
		expect((await bench.containers()).filter((id) => left.has(id))).toEqual([]);
	});
});
