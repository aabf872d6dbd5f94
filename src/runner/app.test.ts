import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { FakeJobs, fakeDependencies } from '../../tests/helpers/fake-course.ts';
import { createApp } from './app.ts';
import type { AppDependencies } from './dependencies.ts';

const home = '<title>home</title>';
const siteDir = mkdtempSync(join(tmpdir(), 'stagecraft-app-'));
beforeAll(() => {
	writeFileSync(join(siteDir, 'index.html'), home);
	writeFileSync(join(siteDir, 'index.html.br'), brotliCompressSync(home));
	mkdirSync(join(siteDir, '_astro'));
	writeFileSync(join(siteDir, '_astro/x.abc123.js'), '1');
	writeFileSync(join(siteDir, '404.html'), '<title>not here</title>');
	mkdirSync(join(siteDir, 'de/404'), { recursive: true });
	writeFileSync(join(siteDir, 'de/404/index.html'), '<title>nicht hier</title>');
});
afterAll(() => rmSync(siteDir, { recursive: true }));

const host = '127.0.0.1:4321';
const cookie = 'stagecraft-4321=secret';

async function ask(
	options: {
		method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
		url: string;
		headers?: Record<string, string>;
		payload?: unknown;
	},
	changes: Partial<AppDependencies> = {},
) {
	const app = await createApp(fakeDependencies({ siteDir, ...changes }));
	const headers = { host, ...options.headers };
	const payload = options.payload as string | object | undefined;
	const answer = await app.inject({
		method: options.method ?? 'GET',
		url: options.url,
		headers,
		...(payload === undefined ? {} : { payload }),
	});
	await app.close();
	return answer;
}

describe('who may ask', () => {
	it('answers to loopback names of its own port', async () => {
		for (const name of ['127.0.0.1:4321', 'localhost:4321', '[::1]:4321', 'LOCALHOST:4321']) {
			expect((await ask({ url: '/api/health', headers: { host: name } })).statusCode).toBe(200);
		}
	});

	it('refuses a foreign name that points here, and another port', async () => {
		for (const name of ['evil.example:4321', '127.0.0.1:9999', '127.0.0.1', 'localhost.evil.example:4321', '']) {
			const answer = await ask({ url: '/api/health', headers: { host: name } });
			expect(answer.statusCode).toBe(421);
			expect(answer.json().code).toBe('host-refused');
		}
	});

	it('refuses pages of other sites', async () => {
		const url = '/api/labs/go/builds';
		for (const headers of [
			{ origin: 'http://evil.example' },
			{ origin: 'null' },
			{ origin: 'http://127.0.0.1:9999' },
			{ 'sec-fetch-site': 'cross-site' },
			{ 'sec-fetch-site': 'same-site' },
		]) {
			const answer = await ask({ method: 'POST', url, headers: { cookie, ...headers } });
			expect(answer.json()).toMatchObject({ status: 403, code: 'origin-refused' });
		}
		expect((await ask({ url: '/', headers: { 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(200);
		expect((await ask({ url: '/api/health', headers: { origin: 'http://evil.example' } })).statusCode).toBe(403);
	});

	it('asks for the session cookie on a change, and a page brings it', async () => {
		const url = '/api/labs/go/work/reset';
		for (const value of [undefined, 'stagecraft-4321=wrong', 'stagecraft-9999=secret']) {
			const answer = await ask({ method: 'POST', url, headers: value === undefined ? {} : { cookie: value } });
			expect(answer.json()).toMatchObject({ status: 403, code: 'session-missing' });
		}
		const page = await ask({ url: '/' });
		expect(page.headers['set-cookie']).toBe('stagecraft-4321=secret; Path=/; HttpOnly; SameSite=Strict');
		expect((await ask({ method: 'POST', url, headers: { cookie, origin: `http://${host}` } })).statusCode).toBe(200);
	});
});

describe('what every answer carries', () => {
	it('sends the security headers with pages, data and failures', async () => {
		for (const url of ['/', '/api/health', '/api/nothing', '/nothing']) {
			const { headers } = await ask({ url });
			expect(headers['content-security-policy']).toContain("script-src 'self'");
			expect(headers['x-content-type-options']).toBe('nosniff');
			expect(headers['access-control-allow-origin']).toBeUndefined();
		}
	});

	it('tells failures as problem details with a hint', async () => {
		const unknownLab = await ask({ url: '/api/labs/rust' });
		expect(unknownLab.headers['content-type']).toContain('application/problem+json');
		expect(unknownLab.json()).toMatchInlineSnapshot(`
			{
			  "code": "lab-not-found",
			  "detail": "There is no lab "rust".",
			  "hint": "Take one of these: go.",
			  "status": 404,
			  "title": "Not Found",
			  "type": "about:blank",
			}
		`);
		expect((await ask({ url: '/api/nothing' })).json().code).toBe('page-not-found');
		const page = await ask({ url: '/nothing' });
		expect([page.statusCode, page.body]).toEqual([404, '<title>not here</title>']);
		const pages = await Promise.all(['/de/nothing/', '/fr/nothing/', '/design/nothing/'].map((url) => ask({ url })));
		expect(pages.map(({ statusCode, body }) => [statusCode, body])).toEqual([
			[404, '<title>nicht hier</title>'],
			[404, '<title>not here</title>'],
			[404, '<title>not here</title>'],
		]);
	});

	it('names the field of a bad body', async () => {
		const put = { method: 'PUT', url: '/api/labs/go/work/files/Dockerfile', headers: { cookie } } as const;
		const wrong = await ask({ ...put, payload: { text: 7, baseVersion: '1' } });
		expect(wrong.json()).toMatchObject({ status: 400, code: 'request-invalid' });
		expect(wrong.json().detail).toContain('"text"');
		const notJson = await ask({ ...put, headers: { cookie, 'content-type': 'text/plain' }, payload: 'x' });
		expect(notJson.json()).toMatchObject({ status: 415, code: 'media-type-refused' });
		const large = await ask({
			method: 'POST',
			url: '/api/labs/go/builds',
			headers: { cookie },
			payload: { text: 'x'.repeat(20_000) },
		});
		expect(large.json()).toMatchObject({ status: 413, code: 'request-too-large' });
	});

	it('keeps the details of an unforeseen fault to the log', async () => {
		const faults: unknown[] = [];
		const health = () => {
			throw new Error('secret path /root/x');
		};
		const answer = await ask({ url: '/api/health' }, { health, onFault: (error) => faults.push(error) });
		expect(answer.json()).toMatchObject({ status: 500, code: 'internal-fault' });
		expect(answer.body).not.toContain('secret path');
		expect(faults).toHaveLength(1);
	});
});

describe('the site', () => {
	it('is sent compressed to those who take it, and asked for again', async () => {
		const page = await ask({ url: '/', headers: { 'accept-encoding': 'br' } });
		expect([page.headers['content-encoding'], page.headers['cache-control']]).toEqual(['br', 'no-cache']);
		expect(brotliDecompressSync(page.rawPayload).toString()).toBe(home);
		expect((await ask({ url: '/' })).body).toBe(home);
		const again = await ask({ url: '/', headers: { 'if-none-match': String((await ask({ url: '/' })).headers.etag) } });
		expect(again.statusCode).toBe(304);
	});

	it('keeps for ever what has a hash in its name', async () => {
		const script = await ask({ url: '/_astro/x.abc123.js' });
		expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
		expect(script.headers['set-cookie']).toBeUndefined();
	});

	it('gives out nothing beside it', async () => {
		for (const url of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/_astro/']) {
			expect([403, 404]).toContain((await ask({ url })).statusCode);
		}
	});
});

describe('work and jobs', () => {
	it('saves with the version that the edit started from, and refuses an older one', async () => {
		const deps = fakeDependencies({ siteDir });
		const put = { method: 'PUT', url: '/api/labs/go/work/files/Dockerfile', headers: { cookie } } as const;
		const first = await ask({ ...put, payload: { text: 'FROM scratch\n', baseVersion: '1' } }, deps);
		expect(first.json()).toEqual({ path: 'Dockerfile', text: 'FROM scratch\n', editable: true, version: '2' });
		const second = await ask({ ...put, payload: { text: 'lost?', baseVersion: '1' } }, deps);
		expect(second.json()).toMatchObject({ status: 409, code: 'work-conflict' });
	});

	it('streams a job from the last event that was seen, and says that it is over', async () => {
		const jobs = new FakeJobs(async () => [
			{ kind: 'phase', phase: 'one', detail: '' },
			{ kind: 'phase', phase: 'two', detail: '' },
		]);
		const started = await ask({ method: 'POST', url: '/api/labs/go/checks', headers: { cookie } }, { jobs });
		expect([started.statusCode, started.json()]).toEqual([202, { job: 'job-1' }]);
		const stream = await ask({ url: '/api/jobs/job-1/events', headers: { 'last-event-id': '1' } }, { jobs });
		expect(stream.headers['content-type']).toContain('text/event-stream');
		expect(stream.body).toBe(
			'retry: 1000\n\nid: 2\ndata: {"kind":"phase","phase":"two","detail":""}\n\nevent: end\ndata: {}\n\n',
		);
		expect((await ask({ url: '/api/jobs/job-9/events' }, { jobs })).json().code).toBe('job-not-found');
		expect((await ask({ method: 'DELETE', url: '/api/jobs/job-1', headers: { cookie } }, { jobs })).statusCode).toBe(
			204,
		);
	});

	it('shows the running job with the work', async () => {
		const jobs = new FakeJobs(() => new Promise(() => undefined));
		await jobs.start('build', 'go');
		expect((await ask({ url: '/api/labs/go/work' }, { jobs })).json().running).toMatchObject({
			job: 'job-1',
			kind: 'build',
		});
		const again = await ask({ method: 'POST', url: '/api/labs/go/builds', headers: { cookie } }, { jobs });
		expect(again.json()).toMatchObject({ status: 409, code: 'job-running' });
	});

	it('builds ahead for a lab that there is', async () => {
		const opened: string[] = [];
		const prebuild = (lab: string): void => void opened.push(lab);
		const post = (lab: string, headers: Record<string, string>) =>
			ask({ method: 'POST', url: `/api/labs/${lab}/prebuild`, headers }, { prebuild });
		expect((await post('go', { cookie })).statusCode).toBe(202);
		expect((await post('java', { cookie })).json().code).toBe('lab-not-found');
		expect((await post('go', {})).statusCode).toBe(403);
		expect(opened).toEqual(['go']);
	});

	it('describes itself', async () => {
		const paths = Object.keys((await ask({ url: '/api/openapi.json' })).json().paths);
		expect(paths).toEqual([
			'/api/health',
			'/api/labs',
			'/api/labs/{lab}',
			'/api/labs/{lab}/work',
			'/api/labs/{lab}/work/files/{*}',
			'/api/labs/{lab}/work/reset',
			'/api/labs/{lab}/builds',
			'/api/labs/{lab}/checks',
			'/api/labs/{lab}/prebuild',
			'/api/jobs/{job}/events',
			'/api/jobs/{job}',
			'/api/sessions',
			'/api/labs/{lab}/session',
			'/api/labs/{lab}/session/extend',
			'/api/labs/{lab}/session/reset',
			'/api/labs/{lab}/session/events',
			'/api/labs/{lab}/session/terminals',
			'/api/labs/{lab}/session/terminals/{id}',
		]);
	});

	it('passes a failure of the shelf on', async () => {
		const work = {
			...fakeDependencies({ siteDir }).work,
			read: async () => Promise.reject(new UserError('lab-invalid', 'a', 'b')),
		};
		expect((await ask({ url: '/api/labs/go/work' }, { work })).json()).toMatchObject({
			status: 500,
			code: 'lab-invalid',
		});
	});
});
