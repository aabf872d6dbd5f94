import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, RunRequest, RunResult } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { allOf } from '../helpers/all-of.ts';
import { testEngine } from '../helpers/engine.ts';
import { type TinyImage, tinyImage } from '../helpers/tiny-image.ts';

const mebibyte = 1024 * 1024;
const labels = { [labelNames.role]: 'helper', [labelNames.job]: randomUUID() };
let engine: Engine;
let tiny: TinyImage;

beforeAll(async () => {
	engine = await testEngine();
	tiny = await tinyImage(engine);
});

afterAll(async () => {
	await tiny?.[Symbol.asyncDispose]();
	await engine?.[Symbol.asyncDispose]();
});

describe('images', () => {
	it('tells what an image is', async () => {
		const facts = await engine.images.inspect(tiny.ref);
		expect(facts).toMatchObject({ tags: [tiny.ref], user: '', entrypoint: [], cmd: [], env: ['PATH=/bin'] });
		expect(facts?.layers).toHaveLength(1);
		expect(facts?.engineSize).toBeGreaterThan(mebibyte);
		expect(facts?.labels).toEqual({ [labelNames.role]: 'helper' });
	});

	it('gives undefined for an image that is not there, and removes it without an error', async () => {
		const ref = `stagecraft-test/none:${randomUUID()}`;
		expect(await engine.images.inspect(ref)).toBeUndefined();
		await engine.images.remove(ref);
	});

	it('tags, lists by label and removes', async () => {
		const ref = `stagecraft-test/tagged:${randomUUID()}`;
		await engine.images.tag(tiny.ref, ref);
		const listed = await engine.images.list({ [labelNames.role]: 'helper' });
		expect(listed.flatMap((image) => image.tags)).toEqual(expect.arrayContaining([tiny.ref, ref]));
		expect(await engine.images.list({ [labelNames.job]: randomUUID() })).toEqual([]);
		await engine.images.remove(ref);
		expect(await engine.images.inspect(ref)).toBeUndefined();
		expect(await engine.images.inspect(tiny.ref)).toBeDefined();
	});

	it('saves an archive as a stream', async () => {
		let bytes = 0;
		for await (const chunk of await engine.images.save(tiny.ref)) {
			bytes += chunk.length;
		}
		expect(bytes).toBeGreaterThan(mebibyte);
		await expect(engine.images.save('stagecraft-test/none:x')).rejects.toMatchObject({ code: 'image-not-found' });
	});

	it('stops saving when it is asked to', async () => {
		const abort = new AbortController();
		const archive = await engine.images.save(tiny.ref, { signal: abort.signal });
		const read = allOf(archive);
		abort.abort();
		await expect(read).rejects.toThrow();
	});

	it('says which image could not be pulled', async () => {
		const pull = engine.images.pull('127.0.0.1:1/none:x', () => undefined);
		await expect(pull).rejects.toMatchObject({
			code: 'base-unavailable',
			message: expect.stringContaining('127.0.0.1:1/none:x'),
		});
	});

	it('refuses what is no reference before it asks the engine', async () => {
		await expect(engine.images.inspect('../containers')).rejects.toMatchObject({ code: 'request-invalid' });
	});
});

describe('containers.run', () => {
	const run = (request: Partial<RunRequest>, signal?: AbortSignal): Promise<RunResult> =>
		engine.containers.run(
			{
				image: tiny.ref,
				labels,
				limits: { memoryBytes: 64 * mebibyte, pids: 32, cpus: 1 },
				timeoutMilliseconds: 60_000,
				outputBytes: 10_000,
				...request,
			},
			signal && { signal },
		);
	const shell = (script: string) => ({ cmd: ['sh', '-c', script] });
	const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

	it('parts the two outputs and gives the exit status', async () => {
		const result = await run(shell('echo out; echo err >&2; exit 3'));
		expect(result).toMatchObject({ outcome: 'exited', exitCode: 3 });
		expect([text(result.stdout), text(result.stderr)]).toEqual(['out\n', 'err\n']);
	});

	it('feeds standard input and closes it', async () => {
		const result = await run({ ...shell('wc -c; echo end'), stdin: new Uint8Array(100_000) });
		expect(text(result.stdout)).toBe('100000\nend\n');
	});

	it('gives no standard input when there is none', async () => {
		expect(text((await run(shell('cat; echo end'))).stdout)).toBe('end\n');
	});

	it('survives a program that does not read its input', async () => {
		const result = await run({ cmd: ['true'], stdin: new Uint8Array(4 * mebibyte) });
		expect(result).toMatchObject({ outcome: 'exited', exitCode: 0 });
	});

	it('takes every right away that it was not asked to give', async () => {
		const script = 'cat /proc/self/status /proc/net/dev; echo x > /tmp/x; id -u; env';
		const result = await run({ ...shell(script), user: '1234', readOnly: true, env: { GREETING: 'hi there' } });
		const out = text(result.stdout);
		expect(out).toMatch(/CapBnd:\t0{16}\n/);
		expect(out).toMatch(/NoNewPrivs:\t1\n/);
		expect(out).toContain('\n1234\n');
		expect(out).toContain('GREETING=hi there');
		// The loopback interface is the only one.
		expect(out.match(/^ *\w+: /gm)).toEqual([expect.stringContaining('lo: ')]);
		expect(text(result.stderr)).toContain('Read-only file system');
	});

	it('ends a program that closed its output but sleeps on', async () => {
		const result = await run({ ...shell('exec >&- 2>&-; sleep 1000'), timeoutMilliseconds: 300 });
		expect(result.outcome).toBe('timed-out');
		expect(result).not.toHaveProperty('exitCode');
	});

	it('ends a flood of output and keeps no more than the limit', async () => {
		const result = await run({ cmd: ['yes'], outputBytes: 5_001 });
		expect(result.outcome).toBe('output-limit');
		expect(result.stdout).toHaveLength(5_001);
	});

	it('tells want of memory from other ends', async () => {
		const hog = { cmd: ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=200M', 'count=1'] };
		expect(await run(hog)).toMatchObject({ outcome: 'out-of-memory', exitCode: 137 });
	});

	it('holds a fork bomb', async () => {
		const result = await run({ ...shell('bomb() { bomb | bomb & }; bomb; sleep 1000'), timeoutMilliseconds: 2_000 });
		expect(['exited', 'output-limit', 'timed-out']).toContain(result.outcome);
	});

	it.each([
		['a missing program', { cmd: ['/nope'] }, /\/nope.*no such file/],
		['a program that is a folder', { cmd: ['/tmp'] }, /is a directory|permission denied/],
		['a user that the image lacks', { cmd: ['true'], user: 'bob' }, /unable to find user bob/],
		['no program at all', {}, /no command specified/],
	])('tells in the engine’s words that %s cannot be started', async (_name, request, message) => {
		const result = await run(request);
		expect(result.outcome).toBe('not-started');
		expect(result.error).toMatch(message);
	});

	it('throws for a missing image', async () => {
		const missing = run({ image: 'stagecraft-test/none:x', cmd: ['true'] });
		await expect(missing).rejects.toMatchObject({ code: 'image-not-found' });
	});

	it('measures how a program takes the stop signal', async () => {
		const loop = 'while :; do sleep 0.05; done';
		const stop = { signal: 'SIGTERM', afterMilliseconds: 3_000 };
		const polite = await run({ ...shell(`trap "exit 7" TERM; ${loop}`), stop });
		expect(polite).toMatchObject({ outcome: 'exited', exitCode: 7, stopMilliseconds: expect.any(Number) });
		const deaf = await run({ ...shell(`trap "" TERM; ${loop}`), stop, timeoutMilliseconds: 4_000 });
		expect(deaf.outcome).toBe('timed-out');
		expect(deaf).not.toHaveProperty('stopMilliseconds');
	});

	it('stops when it is asked to', async () => {
		const abort = new AbortController();
		const running = run({ cmd: ['sleep', '1000'] }, abort.signal);
		await expect
			.poll(async () => (await engine.containers.list(labels)).map(({ state }) => state), { timeout: 60_000 })
			.toEqual(['running']);
		abort.abort();
		await expect(running).rejects.toMatchObject({ code: 'cancelled' });
	});

	it('does not begin when it is cancelled already', async () => {
		await expect(run({ cmd: ['true'] }, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
	});

	it('leaves no container behind', async () => {
		expect(await engine.containers.list(labels)).toEqual([]);
	});
});

it('pings, and knows what it talks to', async () => {
	await engine.ping();
	expect(engine.facts.platform).toMatch(/^linux\/\w+$/);
	expect(engine.facts.cpus).toBeGreaterThan(0);
	expect(engine.facts.apiVersion).toMatch(/^1\.\d+$/);
	expect(['classic', 'containerd']).toContain(engine.facts.store);
});
