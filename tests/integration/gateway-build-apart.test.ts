/** What builds of two sessions share, and what not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { defaultLimits } from '#gateway/limits.ts';
import { testEngine } from '../helpers/engine.ts';
import { TestSession } from '../helpers/gateway.ts';
import { wrapEngine } from '../helpers/wrap-engine.ts';

const plain = '--progress=plain';

let engine: Engine;
let one: TestSession;
let other: TestSession;

beforeAll(async () => {
	engine = await testEngine();
	one = await TestSession.open(engine, ['busybox']);
	other = await TestSession.open(engine, ['busybox']);
});
afterAll(async () => {
	await one?.[Symbol.asyncDispose]();
	await other?.[Symbol.asyncDispose]();
	await engine?.[Symbol.asyncDispose]();
});

async function build(session: TestSession, input: string, ...options: string[]): Promise<string> {
	const { status, stderr } = await session.cli.run(['build', plain, ...options, '-'], { input });
	expect({ status, said: status === 0 ? '' : stderr }).toEqual({ status: 0, said: '' });
	return stderr;
}

const cached = /RUN .*\n#\d+ CACHED/;

describe('two sessions', () => {
	it('run each step for themselves: what one has built is not in the cache of the other', async () => {
		const dockerfile = `FROM busybox\nRUN echo ${randomUUID()} > /x\n`;
		expect(await build(one, dockerfile)).not.toMatch(cached);
		expect(await build(one, dockerfile)).toMatch(cached);
		expect(await build(other, dockerfile)).not.toMatch(cached);
		expect(await build(other, dockerfile)).toMatch(cached);
	});

	it('are apart on an engine without control groups of ours, too', async () => {
		// As on an engine of another machine.
		const bare = { ...wrapEngine(engine, {}), buildCgroup: async () => undefined };
		await using first = await TestSession.open(bare, ['busybox']);
		await using second = await TestSession.open(bare, ['busybox']);
		const dockerfile = `FROM busybox\nRUN echo ${randomUUID()} > /x\n`;
		await build(first, dockerfile);
		expect(await build(first, dockerfile)).toMatch(cached);
		expect(await build(second, dockerfile)).not.toMatch(cached);
	});

	it('have cache mounts of their own', async () => {
		const id = randomUUID();
		const mount = `--mount=type=cache,id=${id},target=/c`;
		await build(one, `FROM busybox\nRUN ${mount} echo mine > /c/f\n`);
		const look = `FROM busybox\nRUN ${mount} echo found: $(ls /c)\n`;
		expect(await build(one, look)).toMatch(/#\d+ [\d.]+ found: f/);
		expect(await build(other, look)).toMatch(/#\d+ [\d.]+ found:\s*\n/);
	});

	it('have images of their own under one name', async () => {
		await build(one, 'FROM busybox\nRUN echo one > /who\n', '-t', 'same');
		await build(other, 'FROM busybox\nRUN echo other > /who\n', '-t', 'same');
		expect(await build(one, 'FROM same\nRUN cat /who\n')).toMatch(/#\d+ [\d.]+ one\n/);
		expect(await build(other, 'FROM same\nRUN cat /who\n')).toMatch(/#\d+ [\d.]+ other\n/);
	});
});

describe('a session', () => {
	it('runs as many builds at a time as it may, and says so to one more', async () => {
		await using session = await TestSession.open(engine, ['busybox'], { limits: { ...defaultLimits, builds: 1 } });
		const { promise: running, resolve } = Promise.withResolvers<void>();
		const stop = new AbortController();
		const long = session.cli.run(['build', plain, '-'], {
			input: 'FROM busybox\nRUN echo run""ning; sleep 1000\n',
			signal: stop.signal,
			onStderr: (text) => {
				if (text.includes(' running')) resolve();
			},
		});
		await running;
		const { stderr } = await session.cli.run(['build', '-'], { input: 'FROM busybox\n' });
		expect(stderr).toContain('1 builds run in this session already');
		stop.abort();
		expect((await long).status).not.toBe(0);
		await build(session, 'FROM busybox\nRUN true\n');
	});

	it('leaves no step running when it ends', async () => {
		const session = await TestSession.open(engine, ['busybox']);
		const { promise: running, resolve } = Promise.withResolvers<void>();
		const long = session.cli.run(['build', plain, '-'], {
			input: 'FROM busybox\nRUN echo run""ning; sleep 1000\n',
			onStderr: (text) => {
				if (text.includes(' running')) resolve();
			},
		});
		await running;
		await session[Symbol.asyncDispose]();
		expect((await long).status).not.toBe(0);
	});
});
