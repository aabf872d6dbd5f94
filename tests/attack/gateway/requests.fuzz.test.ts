/**
 * Broken requests on a session that has nothing. Whatever they are made of, the engine hears only questions for lists of
 * the session's own: nothing is made, started, removed, read out of a container or asked of a registry.
 */
import { createServer } from 'node:http';
import { duplexPair } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gateway } from '#gateway/gateway.ts';
import { defaultLimits } from '#gateway/limits.ts';
import { FakeEngine } from '../../helpers/fake-engine.ts';

/** The same requests in each run of the tests. STAGECRAFT_FUZZ_SEED and STAGECRAFT_FUZZ_ROUNDS ask for others. */
const rounds = Number(process.env['STAGECRAFT_FUZZ_ROUNDS'] ?? 1_500);
const seed = Number(process.env['STAGECRAFT_FUZZ_SEED'] ?? 20261121);
const timeout = 20_000 + rounds * 20;

const session = 'fuzzfuzzfuzzfuzz';
const id = 'a1'.repeat(32);

const seeds = [
	'GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n',
	'GET /v1.45/containers/json?all=1&filters={"name":["x"]} HTTP/1.1\r\nHost: docker\r\n\r\n',
	'GET /v1.45/images/json HTTP/1.1\r\nHost: docker\r\n\r\n',
	`GET /containers/${id}/archive?path=/etc/passwd HTTP/1.1\r\nHost: docker\r\n\r\n`,
	'DELETE /v1.45/images/golang:1.27?force=1 HTTP/1.1\r\nHost: docker\r\n\r\n',
	`POST /v1.45/containers/${id}/start HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\n\r\n`,
	`POST /v1.45/containers/${id}/attach?stream=1 HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw`,
	`POST /exec/${id}/start HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}raw`,
	'POST /containers/create?name=x HTTP/1.1\r\nHost: docker\r\nContent-Length: 58\r\n\r\n{"Image":"golang:1.27","HostConfig":{"Privileged":true}}  ',
	'POST /images/create?fromImage=x HTTP/1.1\r\nHost: docker\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
	'POST /session HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
];
const pieces = [
	'\r\n',
	'\n',
	'\r',
	'\0',
	'%2e',
	'%',
	'/..',
	'//',
	'?',
	'&',
	'#',
	';',
	' ',
	'HTTP/1.1\r\n',
	'Content-Length: 5\r\n',
	'Content-Length: -1\r\n',
	'Transfer-Encoding: chunked\r\n',
	'Connection: Upgrade\r\nUpgrade: tcp\r\n',
	'Expect: 100-continue\r\n',
	'{"__proto__":{}}',
	'"HostConfig":{"Binds":["/:/h"]}',
	'v1.45/',
	'http://host',
	'ſ',
	'é',
	'a'.repeat(300),
	'[['.repeat(100),
];

/** Numerical Recipes' generator: a failure is repeated by its seed. */
function randomNumbers(from: number): (below: number) => number {
	let state = from >>> 0;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

function mutate(bytes: string, random: (below: number) => number): string {
	let text = bytes;
	for (let count = 1 + random(5); count > 0; count -= 1) {
		const at = random(text.length + 1);
		const end = Math.min(text.length, at + random(12));
		const piece = pieces[random(pieces.length)] ?? '';
		const other = seeds[random(seeds.length)] ?? '';
		switch (random(7)) {
			case 0:
				text = text.slice(0, at) + text.slice(end);
				break;
			case 1:
				text = text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + 1);
				break;
			case 2:
				text = text.slice(0, at) + text.slice(at, end).repeat(3) + text.slice(end);
				break;
			case 3:
				text = text.slice(0, at) + other.slice(random(other.length));
				break;
			case 4:
				text += other;
				break;
			default:
				text = text.slice(0, at) + piece + text.slice(at);
		}
	}
	return text;
}

/** What the engine was asked for, without the version. */
const asked = new Set<string>();
const faults: unknown[] = [];
const engine = new FakeEngine();
const listening = createServer((request, response) => {
	const path = (request.url ?? '').replace(/^\/v[\d.]+/, '');
	const [name = ''] = path.split('?');
	asked.add(`${request.method} ${path.includes('filters') || name !== '/containers/json' ? name : path}`);
	response.setHeader('Content-Type', 'application/json');
	if (name === '/events') response.flushHeaders();
	else if (name === '/networks/create') response.end('{"Id":"1234"}');
	else response.end(name === '/info' || name === '/version' || name.startsWith('/networks/') ? '{}' : '[]');
});

let gateway: Gateway;
beforeAll(async () => {
	engine.onConnect = async () => {
		const [near, far] = duplexPair();
		listening.emit('connection', far);
		return near;
	};
	gateway = await Gateway.open({
		engine,
		session,
		owner: 'fuzz',
		bases: ['golang:1.27'],
		limits: defaultLimits,
		inspectDockerfile: () => undefined,
		onPorts: () => undefined,
		onStopped: () => undefined,
		onFault: (error) => faults.push(error),
	});
	asked.clear();
});
afterAll(async () => await gateway?.[Symbol.asyncDispose]());

/** Sends bytes, ends its half, and waits until the gateway has let go of the connection or answers no more. */
async function send(bytes: string): Promise<string> {
	const [near, far] = duplexPair();
	gateway.accept(far);
	let answer = '';
	near.on('error', () => undefined);
	near.on('data', (chunk: Buffer) => {
		answer += chunk.toString('latin1');
	});
	const over = new Promise<void>((resolve) => near.once('close', resolve).once('end', resolve));
	near.end(Buffer.from(bytes, 'latin1'));
	await over;
	near.destroy();
	return answer;
}

/** All that may be asked for by a session that has nothing: lists, and whose a program is. */
const harmless =
	/^GET (?:\/containers\/json|\/events|\/images\/json|\/info|\/networks\/1234|\/version|\/exec\/[a-f0-9]{64}\/json)$/;

describe('broken requests', { timeout }, () => {
	it(`let nothing but questions for lists through in ${rounds} rounds of seed ${seed}`, async () => {
		process.stdout.write(`seed of the requests: ${seed}\n`);
		const random = randomNumbers(seed);
		const statuses = new Map<string, number>();
		for (let round = 0; round < rounds; round += 1) {
			const bytes = mutate(seeds[random(seeds.length)] ?? '', random);
			const answer = await send(bytes);
			const status = /^HTTP\/1\.1 (\d)/.exec(answer)?.[1] ?? 'cut';
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
			const others = [...asked].filter((call) => !harmless.test(call));
			expect({ round, bytes, others, faults }).toEqual({ round, bytes, others: [], faults: [] });
		}
		// The mutations have to bite, but not to break every request.
		expect(statuses.get('4') ?? 0).toBeGreaterThan(rounds / 4);
		expect(statuses.get('4') ?? 0).toBeLessThan(rounds);
		expect([...asked]).toContain('GET /containers/json');
	});

	it('still answers', async () => {
		expect(await send('GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*OK$/);
	});
});
