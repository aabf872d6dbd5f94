/** Requests that no docker command sends: bytes on the connection, paths, parameters. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { testEngine } from '../../helpers/engine.ts';
import { TestSession } from '../../helpers/gateway.ts';

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
	engine = await testEngine();
	session = await TestSession.open(engine, []);
});
afterAll(async () => {
	await session?.[Symbol.asyncDispose]();
	await engine?.[Symbol.asyncDispose]();
});

const crlf = '\r\n';

function request(target: string, headers: readonly string[] = [], method = 'GET', body = ''): string {
	return [`${method} ${target} HTTP/1.1`, 'Host: docker', 'Connection: close', ...headers, '', body].join(crlf);
}

interface RawAttack {
	readonly threat: string;
	readonly bytes: string;
	/** What comes back; an empty answer is a connection that was cut. */
	readonly answer: RegExp;
}

const bad = /^HTTP\/1\.1 400 /;
const refused = /^HTTP\/1\.1 403 /;
const upgrade = ['Connection: Upgrade', 'Upgrade: tcp'];

const attacks: readonly RawAttack[] = [
	{
		threat: 'a second request behind the first is taken for one that was looked at',
		bytes: `GET /info HTTP/1.1${crlf}Host: x${crlf}${crlf}GET /secrets HTTP/1.1${crlf}Host: x${crlf}${crlf}`,
		answer: /^$/,
	},
	{
		threat: 'smuggling: two lengths of one body',
		bytes: request('/containers/create', ['Content-Length: 2', 'Content-Length: 40'], 'POST', '{}'),
		answer: bad,
	},
	{
		threat: 'smuggling: a length and chunks',
		bytes: request(
			'/containers/create',
			['Content-Length: 2', 'Transfer-Encoding: chunked'],
			'POST',
			`0${crlf}${crlf}`,
		),
		answer: bad,
	},
	{
		threat: 'smuggling: a coding that only one side knows',
		bytes: request('/containers/create', ['Transfer-Encoding: xchunked'], 'POST', '{}'),
		answer: bad,
	},
	{
		threat: 'smuggling: chunked twice',
		bytes: request('/containers/create', ['Transfer-Encoding: chunked, identity'], 'POST', '{}'),
		answer: bad,
	},
	{
		threat: 'smuggling: a chunk with a broken length',
		bytes: request('/containers/create', ['Transfer-Encoding: chunked'], 'POST', `zz${crlf}{}${crlf}0${crlf}${crlf}`),
		answer: bad,
	},
	{
		threat: 'smuggling: a header that is folded over two lines',
		bytes: request('/info', [`X-A: b${crlf} Transfer-Encoding: chunked`]),
		answer: bad,
	},
	{
		threat: 'smuggling: a bare line feed ends a header',
		bytes: 'GET /info HTTP/1.1\nHost: docker\nConnection: close\n\n',
		answer: bad,
	},
	{
		threat: 'smuggling: a blank before the colon',
		bytes: request('/info', ['Transfer-Encoding : chunked']),
		answer: bad,
	},
	{
		threat: 'smuggling: a body on a request that takes none reaches the engine as the next request',
		bytes: request('/info', ['Content-Length: 37'], 'GET', `DELETE /images/golang HTTP/1.1${crlf}A: b${crlf}`),
		answer: bad,
	},
	{ threat: 'no HTTP at all', bytes: `\x16\x03\x01\x02\x00${crlf}${crlf}`, answer: bad },
	{
		threat: 'HTTP/2 with prior knowledge goes around the checks of HTTP/1',
		bytes: `PRI * HTTP/2.0${crlf}${crlf}SM${crlf}${crlf}`,
		answer: bad,
	},
	{
		threat: 'a request without a host',
		bytes: `GET /info HTTP/1.1${crlf}Connection: close${crlf}${crlf}`,
		answer: bad,
	},
	{ threat: 'absolute form: another host is asked', bytes: request('http://169.254.169.254/latest'), answer: bad },
	{ threat: 'absolute form: another way to a path', bytes: request('http://docker/secrets'), answer: bad },
	{ threat: 'a tunnel', bytes: request('127.0.0.1:22', [], 'CONNECT'), answer: /^$/ },
	{ threat: 'a server-wide request', bytes: request('*', [], 'OPTIONS'), answer: bad },
	{
		threat: 'a huge header fills memory',
		bytes: request('/info', [`X-A: ${'a'.repeat(100_000)}`]),
		answer: /^HTTP\/1\.1 4/,
	},
	{
		threat: 'very many headers',
		bytes: request(
			'/info',
			Array.from({ length: 5_000 }, (_, i) => `X-${i}: a`),
		),
		answer: /^HTTP\/1\.1 4/,
	},
	{ threat: 'a huge target', bytes: request(`/info?a=${'a'.repeat(15_000)}`), answer: /^HTTP\/1\.1 414 / },
	{ threat: 'a path that goes up', bytes: request('/containers/../info'), answer: bad },
	{ threat: 'a path that goes up behind the version', bytes: request('/v1.45/../v1.45/secrets'), answer: bad },
	{ threat: 'a path with a dot that the engine cleans', bytes: request('/containers/./json'), answer: bad },
	{ threat: 'a path with an empty part that the engine cleans', bytes: request('//info'), answer: bad },
	{ threat: 'a slash in a name, encoded', bytes: request('/containers/a%2f..%2f..%2fsecrets/json'), answer: bad },
	{ threat: 'a path in another writing', bytes: request('/%69nfo'), answer: bad },
	{ threat: 'a path encoded twice', bytes: request('/containers/%252e%252e/json'), answer: bad },
	{ threat: 'NUL in a path', bytes: request('/containers/a%00/json'), answer: bad },
	{ threat: 'a backslash in a path', bytes: request('/containers\\..\\info'), answer: bad },
	{ threat: 'a semicolon that parts parameters elsewhere', bytes: request('/containers/json;all=1'), answer: bad },
	{ threat: 'a fragment', bytes: request('/info#/secrets'), answer: bad },
	{
		threat: 'a version that the engine does not know, with another meaning',
		bytes: request('/v9.99/info'),
		answer: bad,
	},
	{ threat: 'an old version, in which fields meant other things', bytes: request('/v1.20/info'), answer: bad },
	{ threat: 'two versions', bytes: request('/v1.45/v1.45/info'), answer: refused },
	{ threat: 'a path in capitals', bytes: request('/INFO'), answer: refused },
	{ threat: 'a slash at the end', bytes: request('/info/'), answer: bad },
	{
		threat: 'a method that the engine may know and we do not',
		bytes: request('/containers/json', [], 'PATCH'),
		answer: refused,
	},
	{ threat: 'HEAD where only GET is looked at', bytes: request('/containers/json', [], 'HEAD'), answer: refused },
	{
		threat: 'the method is changed behind the check',
		bytes: request('/containers/json', ['X-HTTP-Method-Override: DELETE']),
		answer: /^HTTP\/1\.1 200 /,
	},
	{ threat: 'a parameter that is not known', bytes: request('/containers/json?debug=1'), answer: bad },
	{ threat: 'a parameter that is given twice', bytes: request('/containers/json?all=0&all=1'), answer: bad },
	{ threat: 'a parameter named as what objects inherit', bytes: request('/containers/json?__proto__=1'), answer: bad },
	{ threat: 'very many parameters', bytes: request(`/info?${'a=1&'.repeat(1_000)}`), answer: bad },
	{ threat: 'filters that are no JSON', bytes: request('/containers/json?filters={'), answer: bad },
	{ threat: 'filters of another form', bytes: request('/containers/json?filters=[[]]'), answer: bad },
	{ threat: 'a filter that is not known', bytes: request('/containers/json?filters={"volume":["/"]}'), answer: bad },
	{
		threat: 'options of ps, which runs on the engine’s machine',
		bytes: request('/containers/x/top?ps_args=;id'),
		answer: bad,
	},
	{
		threat: 'an upgrade of a request that has none',
		bytes: request('/info', upgrade, 'POST'),
		answer: refused,
	},
	{
		threat: 'an upgrade to another protocol',
		bytes: request('/containers/x/attach', ['Connection: Upgrade', 'Upgrade: websocket'], 'POST'),
		answer: bad,
	},
	{
		threat: 'an upgrade whose body has no stated end',
		bytes: request('/exec/x/start', [...upgrade, 'Transfer-Encoding: chunked'], 'POST', `0${crlf}${crlf}`),
		answer: bad,
	},
	{
		threat: 'an upgrade with a body of any length',
		bytes: request('/exec/x/start', [...upgrade, 'Content-Length: 2000000000'], 'POST'),
		answer: /^HTTP\/1\.1 413 /,
	},
	{ threat: 'attach without an upgrade', bytes: request('/containers/x/attach', [], 'POST'), answer: refused },
	{
		threat: 'JSON that is nested until a stack is used up',
		bytes: request('/containers/create', ['Content-Length: 400000'], 'POST', '['.repeat(400_000)),
		answer: bad,
	},
	{
		threat: 'a body that never ends',
		bytes: request('/containers/create', ['Content-Length: 3000000'], 'POST', ' '.repeat(3_000_000)),
		answer: /^HTTP\/1\.1 413 /,
	},
	{
		threat: 'a body that is no JSON',
		bytes: request('/containers/create', ['Content-Length: 4'], 'POST', 'a: b'),
		answer: bad,
	},
	{
		threat: 'a list for an object',
		bytes: request('/containers/create', ['Content-Length: 2'], 'POST', '[]'),
		answer: bad,
	},
];

describe('a request that no docker command sends', () => {
	it.each(attacks)('is refused: $threat', async ({ bytes, answer }) => {
		expect(await session.raw(bytes)).toMatch(answer);
		expect(session.faults).toEqual([]);
	});

	it('leaves the gateway answering', async () => {
		expect((await session.ask('GET', '/_ping')).status).toBe(200);
	});

	it('cannot hold more connections than there are', async () => {
		await using other = await TestSession.open(engine, []);
		const held = Array.from({ length: 64 }, () => other.dial());
		expect(await other.raw(request('/_ping'))).toMatch(/^HTTP\/1\.1 503 [\s\S]*64 connections are open/);
		for (const connection of held) connection.resume().end();
		await expect.poll(() => other.raw(request('/_ping'))).toMatch(/^HTTP\/1\.1 200 /);
	});
});
