import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseState } from '#engine/bases/state.ts';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { testEngine } from '../helpers/engine.ts';
import { type TinyBase, TinyBases } from '../helpers/tiny-bases.ts';
import { wrapEngine } from '../helpers/wrap-engine.ts';

const child = fileURLToPath(new URL('../helpers/prepare-child.ts', import.meta.url));
/** Longer than any test: what runs it has to be stopped. */
const forever = 'RUN echo "it runs"; sleep 100000';

let engine: Engine;
let bases: TinyBases;

beforeAll(async () => {
	engine = await testEngine();
});

afterAll(async () => {
	await engine?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
	bases = await TinyBases.create(engine);
});

afterEach(async () => {
	await bases?.[Symbol.asyncDispose]();
});

/** Resolves when the RUN of a base runs. */
function whenRunning(base: TinyBase): {
	readonly told: (states: readonly BaseState[]) => void;
	readonly runs: Promise<void>;
} {
	const { promise, resolve } = Promise.withResolvers<void>();
	const told = (states: readonly BaseState[]): void => {
		const state = bases.byName(states)[base];
		if (state?.state === 'preparing' && state.step.includes('sleep')) resolve();
	};
	return { told, runs: promise };
}

async function idOf(base: TinyBase): Promise<string | undefined> {
	return (await engine.images.inspect(bases.reference(base)))?.id;
}

async function output(base: TinyBase, script: string): Promise<string> {
	const result = await engine.containers.run({
		image: bases.reference(base),
		entrypoint: ['/bin/sh', '-c', script],
		labels: { [labelNames.role]: 'helper' },
		limits: { memoryBytes: 64 * 1024 ** 2, pids: 16, cpus: 1 },
		timeoutMilliseconds: 60_000,
		outputBytes: 64 * 1024,
	});
	return Buffer.from(result.stdout).toString('utf8') + Buffer.from(result.stderr).toString('utf8');
}

describe('preparing on a real engine', () => {
	it('makes bases in order and knows them again', async () => {
		await bases.recipe('middle', 'RUN echo middle > /made-by');
		const states = bases.byName(await bases.prepare(['top']));
		expect(states).toMatchObject({
			ground: { state: 'present', origin: 'offline' },
			middle: { state: 'present', origin: 'offline' },
			top: { state: 'present', origin: 'offline' },
		});
		expect(states.top?.bytes).toBe((await engine.images.inspect(bases.reference('top')))?.engineSize);
		expect(await output('top', 'cat /made-by')).toBe('middle\n');
		const id = await idOf('top');
		expect(bases.byName(await bases.prepare(['top']))).toEqual({ top: { ...states.top, milliseconds: 0 } });
		expect(await idOf('top')).toBe(id);
	});

	it('stops when it is cancelled, keeps what is done, and goes on from there', async () => {
		await bases.recipe('middle', forever);
		const stop = new AbortController();
		const { told, runs } = whenRunning('middle');
		const preparing = bases.prepare(['top'], { signal: stop.signal, onProgress: told });
		const ended = expect(preparing).rejects.toMatchObject({ code: 'cancelled' });
		await runs;
		const ground = await idOf('ground');
		expect(ground).toBeDefined();
		stop.abort();
		await ended;
		await bases.recipe('middle', 'RUN true');
		const states = bases.byName(await bases.prepare(['top']));
		expect(states.top).toMatchObject({ state: 'present' });
		expect(states.ground).toBeUndefined();
		expect(await idOf('ground')).toBe(ground);
	});

	it('goes on after the process that prepared was killed', async () => {
		await bases.recipe('middle', forever);
		await bases.folder.write({ 'catalogue.json': JSON.stringify(bases.catalogue) });
		const process_ = spawn(process.execPath, [child, bases.folder.path, bases.reference('top')], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let said = '';
		process_.stdout.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		await vi.waitUntil(() => said.includes('sleep'), { timeout: 120_000 });
		const { told, waits } = whenWaiting();
		const waiting = bases.prepare(['beside'], { onProgress: told });
		await waits;
		process_.kill('SIGKILL');
		await once(process_, 'exit');
		expect(bases.byName(await waiting).beside).toMatchObject({ state: 'present' });
		await bases.recipe('middle', 'RUN true');
		expect(bases.byName(await bases.prepare(['top'])).top).toMatchObject({ state: 'present' });
	});

	it('is carried out once for callers that come at the same time', async () => {
		let builds = 0;
		const counting = wrapEngine(engine, {
			build: (request, options) => {
				builds++;
				return engine.build(request, options);
			},
		});
		const all = await Promise.all([
			bases.prepare(['top'], { engine: counting }),
			bases.prepare(['middle'], { engine: counting }),
			bases.prepare(['top', 'beside'], { engine: counting }),
		]);
		expect(all.flat().every(({ state }) => state === 'present')).toBe(true);
		expect(builds).toBe(4);
	});

	it('says which step of a base failed, with the end of its log; what stands on it is skipped, the rest is made', async () => {
		await bases.recipe('middle', 'RUN echo "E: Unable to locate package gccc" >&2; exit 100');
		const states = bases.byName(await bases.prepare(['top', 'beside']));
		expect(states).toMatchObject({
			ground: { state: 'present' },
			middle: { state: 'failed', problem: { hint: expect.stringContaining('stagecraft prepare') } },
			top: { state: 'failed', problem: { message: expect.stringContaining(bases.reference('middle')) } },
			beside: { state: 'present' },
		});
		expect(states.middle?.problem?.message).toMatch(
			/could not be made: the step "\[2\/2\] RUN echo .*" failed: .*exit code: 100\nE: Unable to locate package gccc$/s,
		);
	});
});

describe('certificates of the host', () => {
	const certificates = ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'];
	const read = 'cat /etc/ssl/certs/ca-certificates.crt /usr/local/share/ca-certificates/host-1.crt; echo $PIP_CERT';
	const added = `${certificates[0]}\n`;
	/** An engine whose registry gives one image under any name. */
	const withRegistry = (image: string) =>
		wrapEngine(engine, { pull: async (reference) => await engine.images.tag(image, reference) });

	it('go into a pulled base that has none, under the same reference', async () => {
		const pulling = { mode: 'auto', certificates, engine: withRegistry(bases.image) } as const;
		const states = bases.byName(await bases.prepare(['beside'], pulling));
		expect(states.beside).toMatchObject({ state: 'present', origin: 'registry' });
		expect(await output('beside', read)).toBe(`${added}${added}/etc/ssl/certs/ca-certificates.crt\n`);
	});

	it('are added to those that a pulled base has', async () => {
		await bases.recipe('beside', 'RUN mkdir -p /etc/ssl/certs; echo public > /etc/ssl/certs/ca-certificates.crt');
		await bases.prepare(['beside']);
		const pulling = { mode: 'auto', certificates, engine: withRegistry(bases.reference('beside')) } as const;
		expect(bases.byName(await bases.prepare(['top'], pulling)).top).toMatchObject({ origin: 'registry' });
		expect(await output('top', read)).toBe(`public\n${added}${added}/etc/ssl/certs/ca-certificates.crt\n`);
	});

	it('make a base anew when they change', async () => {
		await bases.prepare(['ground']);
		const before = await idOf('ground');
		await bases.prepare(['ground'], { certificates });
		expect(await idOf('ground')).not.toBe(before);
		expect(await output('ground', 'echo $PIP_CERT')).toBe('/etc/ssl/certs/ca-certificates.crt\n');
	});
});

/** Resolves when a caller is told that it waits. */
function whenWaiting(): { readonly told: (states: readonly BaseState[]) => void; readonly waits: Promise<void> } {
	const { promise, resolve } = Promise.withResolvers<void>();
	return { told: (states) => states.some(({ state }) => state === 'waiting') && resolve(), waits: promise };
}
