import { tmpdir } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sessionEventSchema } from '#protocol/session-view.ts';
import { fakeDependencies } from '../../../tests/helpers/fake-course.ts';
import { FakeSessions } from '../../../tests/helpers/fake-sessions.ts';
import { createApp } from '../app.ts';
import { sessionOpeningsPerMinute, terminalsPerSession } from '../opening-limits.ts';

const cookie = 'stagecraft-4321=secret';
const path = '/api/labs/go/session';

async function course() {
	const sessions = new FakeSessions();
	const app = await createApp(fakeDependencies({ siteDir: tmpdir(), sessions }));
	onTestFinished(() => app.close());
	const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string> = { cookie }) =>
		app.inject({ method, url, headers: { host: '127.0.0.1:4321', ...headers } });
	return { sessions, app, ask };
}

describe('a session', () => {
	it('is started once, listed, extended, reset and ended', async () => {
		const { sessions, ask } = await course();
		expect((await ask('GET', path)).json()).toMatchInlineSnapshot(`
			{
			  "code": "session-not-found",
			  "detail": "There is no session at the lab "go".",
			  "hint": "Start it: open its terminal.",
			  "status": 404,
			  "title": "Not Found",
			  "type": "about:blank",
			}
		`);
		const started = await ask('POST', path);
		expect([started.statusCode, started.json().lab]).toEqual([200, 'go']);
		await ask('POST', path);
		expect((await ask('GET', '/api/sessions')).json()).toEqual([started.json()]);
		await ask('POST', `${path}/extend`);
		await ask('POST', `${path}/reset`);
		expect(sessions.find('go')?.calls).toEqual(['extend', 'reset']);
		expect((await ask('DELETE', path)).statusCode).toBe(204);
		expect((await ask('GET', path)).json().code).toBe('session-not-found');
		expect((await ask('POST', '/api/labs/rust/session')).json().code).toBe('lab-not-found');
	});

	it('is shown to pages of the course alone', async () => {
		const { ask } = await course();
		await ask('POST', path);
		for (const url of [path, '/api/sessions', `${path}/events`, '/api/labs/go/%73ession', '/api/labs/g%6f/session']) {
			for (const headers of [{}, { cookie: 'stagecraft-4321=guess' }] as Record<string, string>[]) {
				expect((await ask('GET', url, headers)).json()).toMatchObject({ status: 403, code: 'session-missing' });
			}
		}
		for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
			expect((await ask('POST', path, { cookie, ...headers })).json().code).toBe('origin-refused');
		}
	});

	it('is not started over and over', async () => {
		const { ask } = await course();
		for (let count = 0; count < sessionOpeningsPerMinute; count += 1) {
			expect((await ask('POST', path)).statusCode).toBe(200);
		}
		expect((await ask('POST', path)).json()).toMatchObject({ status: 429, code: 'too-many-requests' });
	});
});

describe('the terminals of a session', () => {
	it('are opened and closed', async () => {
		const { ask } = await course();
		expect((await ask('POST', `${path}/terminals`)).json().code).toBe('session-not-found');
		await ask('POST', path);
		const opened = await ask('POST', `${path}/terminals`);
		expect([opened.statusCode, opened.json()]).toEqual([201, { terminal: 't1' }]);
		expect((await ask('GET', path)).json().terminals).toEqual([{ id: 't1', title: 'Terminal 1', alive: true }]);
		expect((await ask('DELETE', `${path}/terminals/t1`)).statusCode).toBe(204);
		expect((await ask('DELETE', `${path}/terminals/t1`)).json()).toMatchInlineSnapshot(`
			{
			  "code": "terminal-not-found",
			  "detail": "There is no terminal "t1".",
			  "hint": "Load the page again.",
			  "status": 404,
			  "title": "Not Found",
			  "type": "about:blank",
			}
		`);
		expect((await ask('DELETE', `${path}/terminals/T_1`)).json().code).toBe('request-invalid');
	});

	it('are so many and no more', async () => {
		const { ask } = await course();
		await ask('POST', path);
		for (let count = 0; count < terminalsPerSession; count += 1) await ask('POST', `${path}/terminals`);
		expect((await ask('POST', `${path}/terminals`)).json()).toMatchInlineSnapshot(`
			{
			  "code": "too-many-requests",
			  "detail": "There are 8 terminals already.",
			  "hint": "Close one, and try again.",
			  "status": 429,
			  "title": "Too Many Requests",
			  "type": "about:blank",
			}
		`);
		await ask('DELETE', `${path}/terminals/t1`);
		expect((await ask('POST', `${path}/terminals`)).statusCode).toBe(201);
	});
});

describe('the events of a session', () => {
	it('begin with it as it is, tell each change, and end with it', async () => {
		const { sessions, ask } = await course();
		const session = await sessions.open('go');
		const answer = ask('GET', `${path}/events`);
		await expect.poll(() => session.listeners).toBe(1);
		const previews = [{ container: 'web', port: 5000, url: 'http://127.0.0.1:6000/?key=1' }];
		session.tell({ kind: 'files', paths: ['Dockerfile', 'app.py'] });
		session.tell({ kind: 'files', paths: ['app.py', 'solution.md'] });
		session.change({ previews });
		await expect.poll(() => session.view().previews).toEqual(previews);
		await sessions.end('go');
		const { headers, body } = await answer;
		expect(headers['content-type']).toContain('text/event-stream');
		const data = [...body.matchAll(/^data: (\{.+\})$/gm)].map(([, text = '']) => JSON.parse(text));
		const events = data.map((event) => sessionEventSchema.parse(event));
		expect(events[0]).toMatchObject({ kind: 'session', session: { state: 'ready', previews: [] } });
		const paths = events.flatMap((event) => (event.kind === 'files' ? event.paths : []));
		expect(new Set(paths)).toEqual(new Set(['Dockerfile', 'app.py', 'solution.md']));
		expect(events.at(-1)).toMatchObject({ kind: 'session', session: { state: 'ended', previews } });
		expect(body.endsWith('event: end\ndata: {}\n\n')).toBe(true);
		expect(session.listeners).toBe(0);
	});

	it('name previews by the host that the page was opened under', async () => {
		const { sessions, ask } = await course();
		const session = await sessions.open('go');
		session.change({ previews: [{ container: 'web', port: 5000, url: 'http://127.0.0.1:6000/?key=1' }] });
		const urlFor = async (host: string) => (await ask('GET', path, { host, cookie })).json().previews[0].url;
		expect(await urlFor('localhost:4321')).toBe('http://localhost:6000/?key=1');
		expect(await urlFor('127.0.0.1:4321')).toBe('http://127.0.0.1:6000/?key=1');
		expect(await urlFor('[::1]:4321')).toBe('http://127.0.0.1:6000/?key=1');
	});
});
