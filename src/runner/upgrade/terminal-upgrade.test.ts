import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeClientFrame, maxInputBytes } from '#protocol/terminal.ts';
import { terminalClosings } from '#protocol/terminal-close.ts';
import { askForUpgrade, LinePage, listeningCourse, pageHeaders } from '../../../tests/helpers/course-line.ts';
import { eventually } from '../../../tests/helpers/eventually.ts';
import { FakeSessions } from '../../../tests/helpers/fake-sessions.ts';
import { shown } from '../../../tests/helpers/fake-terminal.ts';
import { socketsPerSession } from '../opening-limits.ts';

const path = '/api/labs/go/session/terminals/t1/socket';

async function courseWithTerminal() {
	const sessions = new FakeSessions();
	const session = await sessions.open('go');
	await session.openTerminal();
	const shell = session.shells.get('t1');
	if (shell === undefined) throw new Error('no shell');
	const faults: unknown[] = [];
	const course = await listeningCourse({ sessions, onFault: (error) => faults.push(error) });
	onTestFinished(() => expect(faults).toEqual([]));
	return { course, session, sessions, shell };
}

const closing = ({ code, reason }: { code: number; reason: string }) => ({ code, reason });

describe('who may open a line to a terminal', () => {
	it('is a page of the course', async () => {
		const { course } = await courseWithTerminal();
		const headers = pageHeaders(course);
		expect((await askForUpgrade(course.port, path, headers)).status).toBe(101);
		const local = `localhost:${course.port}`;
		const named = { ...headers, host: local, origin: `http://${local}`, 'sec-fetch-site': 'same-origin' };
		expect((await askForUpgrade(course.port, path, named)).status).toBe(101);
	});

	it.each<[string, Record<string, string | undefined>, number, string]>([
		['without a cookie', { cookie: undefined }, 403, 'session-missing'],
		['with a wrong cookie', { cookie: 'stagecraft-1=secret' }, 403, 'session-missing'],
		['with a foreign origin', { origin: 'http://evil.example' }, 403, 'origin-refused'],
		['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 403, 'origin-refused'],
		['from a page without an origin', { origin: 'null' }, 403, 'origin-refused'],
		['that names no origin', { origin: undefined }, 403, 'origin-refused'],
		['of another site on this machine', { 'sec-fetch-site': 'same-site' }, 403, 'origin-refused'],
		['with a foreign host', { host: 'evil.example:4321' }, 421, 'host-refused'],
		[
			'with a foreign host that is its origin',
			{ host: 'evil.example', origin: 'http://evil.example' },
			421,
			'host-refused',
		],
	])('is no request %s', async (_what, changes, status, code) => {
		const { course, shell } = await courseWithTerminal();
		const fields = Object.entries({ ...pageHeaders(course), ...changes }).filter(([, value]) => value !== undefined);
		const answer = await askForUpgrade(course.port, path, Object.fromEntries(fields) as Record<string, string>);
		expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, code]);
		expect(shell.typed).toBe('');
	});

	it('finds terminals at no other address', async () => {
		const { course } = await courseWithTerminal();
		const headers = pageHeaders(course);
		for (const [other, status] of [
			['/api/nothing', 404],
			['/api/health', 404],
			['/', 404],
			['/api/labs/go/session/events', 404],
			[`${path}?from=-1`, 400],
			[`${path}?from=1&from=2`, 400],
			['/api/labs/go/session/terminals/..%2f/socket', 400],
		] as const) {
			expect((await askForUpgrade(course.port, other, headers)).status).toBe(status);
		}
	});
});

describe('a line to a terminal', () => {
	it('carries what is printed and typed, the size, and a block’s command', async () => {
		const { course, session, shell } = await courseWithTerminal();
		shell.print('\x1b]133;A\x07$ \x1b]133;B\x07');
		const page = await new LinePage(course, path).opened();
		await shown(page, '$ ');
		page.give({ kind: 'resize', columns: 100, rows: 30 });
		await eventually(() => expect(shell.sizes).toEqual(['100x30']));
		page.give({ kind: 'run', run: { lesson: 'go', block: 'nothing' } });
		await eventually(() => expect(page.answers.at(-1)).toMatchObject({ block: 'nothing', outcome: 'unknown-block' }));
		page.give({ kind: 'run', run: { lesson: 'go', block: 'build' } });
		await eventually(() => expect(page.answers.at(-1)).toMatchObject({ block: 'build', outcome: 'typed' }));
		expect(session.settled).toBe(1);
		page.type('x');
		await eventually(() => expect(shell.typed).toBe('docker build .\rx'));
		expect(page.states.at(-1)).toEqual({ state: 'running', block: 'go#build' });
	});

	it('goes on from the position that it names', async () => {
		const { course, shell } = await courseWithTerminal();
		shell.print('one two');
		const page = await new LinePage(course, `${path}?from=4`).opened();
		await eventually(() => expect(page.output).toBe('two'));
		expect(page.kinds).not.toContain('snapshot');
	});

	it('is closed with a word when the terminal is not there, is closed, or ends with its session', async () => {
		const { course, session, sessions } = await courseWithTerminal();
		const unknown = new LinePage(course, path.replace('t1', 't9'));
		expect(await unknown.closed).toEqual(closing(terminalClosings.notFound));
		const noLab = new LinePage(course, path.replace('go', 'node'));
		expect(await noLab.closed).toEqual(closing(terminalClosings.notFound));
		const page = await new LinePage(course, path).opened();
		await session.closeTerminal('t1');
		expect(await page.closed).toEqual(closing(terminalClosings.closed));
		const id = await session.openTerminal();
		const other = await new LinePage(course, path.replace('t1', id)).opened();
		await sessions.end('go');
		expect(await other.closed).toEqual(closing(terminalClosings.closed));
	});

	it('is closed when it does not keep to the protocol, and the terminal lives on', async () => {
		const { course, shell } = await courseWithTerminal();
		const talks = await new LinePage(course, path).opened();
		talks.socket.send('ls\r');
		expect(await talks.closed).toEqual(closing(terminalClosings.badFrame));
		const wrong = await new LinePage(course, path).opened();
		wrong.socket.send(new Uint8Array([0x7f]));
		expect(await wrong.closed).toEqual(closing(terminalClosings.badFrame));
		const long = await new LinePage(course, path).opened();
		long.socket.send(
			new Uint8Array([...encodeClientFrame({ kind: 'input', bytes: new Uint8Array(maxInputBytes) }), 0]),
		);
		expect((await long.closed).code).toBe(1009);
		const page = await new LinePage(course, path).opened();
		page.type('y');
		await eventually(() => expect(shell.typed).toBe('y'));
	});

	it('is one of so many for a session, and gives its place back', async () => {
		const { course, shell } = await courseWithTerminal();
		const pages = await Promise.all(
			Array.from({ length: socketsPerSession }, () => new LinePage(course, path).opened()),
		);
		const oneMore = new LinePage(course, path);
		expect(await oneMore.closed).toEqual(closing(terminalClosings.tooMany));
		pages[0]?.socket.close();
		await pages[0]?.closed;
		const next = await new LinePage(course, path).opened();
		next.type('next');
		await eventually(() => expect(shell.typed).toBe('next'));
	});

	it('is closed with a word when the course stops', async () => {
		const { course } = await courseWithTerminal();
		const page = await new LinePage(course, path).opened();
		const stopped = course.app.close();
		expect(await page.closed).toEqual(closing(terminalClosings.stopping));
		await stopped;
	});
});
