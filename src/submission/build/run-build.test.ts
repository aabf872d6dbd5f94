import { describe, expect, it } from 'vitest';
import type { BuildEvent, BuildOptions, BuildRequest } from '#engine/engine.ts';
import { cancelled } from '#errors';
import { defaultLimits, type LabLimits } from '#lab/schema.ts';
import { builtResult, FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import { type BuildRun, runBuild } from './run-build.ts';

const request: Omit<BuildRequest, 'limits'> = {
	context: {
		entries: async () => [],
		read: () => {
			throw new Error('nothing to read');
		},
	},
	dockerfile: 'FROM busybox',
	tags: [],
	labels: {},
	sources: [],
};

function runWith(engine: FakeEngine, over: Partial<BuildRun> & { limits?: LabLimits } = {}) {
	return runBuild({
		engine,
		request,
		limits: defaultLimits,
		isLeftOut: () => false,
		onEvent: () => undefined,
		signal: new AbortController().signal,
		...over,
	});
}

/** A build that goes on until its signal ends it, as the client does. */
function endless(engine: FakeEngine, log: (emit: (text: string) => void) => void): void {
	engine.onBuild = (_, { signal, onEvent }) =>
		new Promise((_resolve, reject) => {
			signal?.addEventListener('abort', () => reject(cancelled('The build')));
			log((text) => onEvent?.({ kind: 'log', stepId: 'a', stream: 'stdout', text }));
		});
}

describe('runBuild', () => {
	it('passes the limits of the lab and gives the image', async () => {
		const engine = new FakeEngine();
		const { evidence, imageId } = await runWith(engine);
		expect(imageId).toBe('sha256:built');
		expect(evidence.outcome).toBe('built');
		expect(engine.requests[0]?.limits).toEqual({ memoryBytes: 2 ** 31, pids: 512, cpus: 2, fileBytes: 2 ** 31 });
	});

	it('stops at the build time and names it', async () => {
		const engine = new FakeEngine();
		endless(engine, (emit) => emit('waiting\u001b[31m\n'));
		const { evidence } = await runWith(engine, { limits: { ...defaultLimits, buildSeconds: 0.01 } });
		expect(evidence).toMatchObject({ outcome: 'limit', limit: 'build time of 0.01 s', logTail: ['waiting'] });
	});

	it('stops at the log size and passes no more on', async () => {
		const engine = new FakeEngine();
		endless(engine, (emit) => {
			for (let index = 0; index < 100; index += 1) emit('y\n'.repeat(100));
		});
		const events: BuildEvent[] = [];
		const { evidence } = await runWith(engine, {
			limits: { ...defaultLimits, logBytes: 1024 },
			onEvent: (event) => events.push(event),
		});
		expect(evidence).toMatchObject({ outcome: 'limit', limit: 'log of 1 KiB' });
		expect(evidence.logTail.at(-1)).toBe('y');
		expect(events).toHaveLength(6);
	});

	it('is cancelled by its caller', async () => {
		const engine = new FakeEngine();
		const stop = new AbortController();
		endless(engine, () => queueMicrotask(() => stop.abort()));
		await expect(runWith(engine, { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
	});

	it('tells a fault of the engine apart from a failed build', async () => {
		const engine = new FakeEngine();
		engine.onBuild = async () => {
			throw new Error('socket hang up');
		};
		expect((await runWith(engine)).evidence).toMatchObject({ outcome: 'fault', error: 'socket hang up' });
	});

	it('tells the log of the step that failed', async () => {
		const engine = new FakeEngine();
		engine.onBuild = async (_, { onEvent }) => {
			onEvent?.({ kind: 'log', stepId: 'bad', stream: 'stderr', text: 'sh: 1: ' });
			onEvent?.({ kind: 'log', stepId: 'bad', stream: 'stdout', text: 'go build\n' });
			onEvent?.({ kind: 'log', stepId: 'bad', stream: 'stderr', text: 'go: not found\n' });
			onEvent?.({ kind: 'log', stepId: 'other', stream: 'stdout', text: 'fine\n' });
			return builtResult({
				outcome: 'failed',
				error: 'exit code: 127',
				errorLines: { first: 3, last: 3 },
				steps: [{ id: 'bad', name: '[2/2] RUN go', status: 'error', cached: false, milliseconds: 5 }],
			});
		};
		const { evidence } = await runWith(engine);
		expect(evidence).toMatchObject({
			outcome: 'failed',
			error: 'exit code: 127',
			errorLines: { first: 3, last: 3 },
			logTail: ['go build', 'sh: 1: go: not found'],
		});
	});

	describe('when a step says that the network was in the way', () => {
		const cut = async (_: BuildRequest, { onEvent }: BuildOptions) => {
			onEvent?.({ kind: 'log', stepId: 'install', stream: 'stdout', text: 'npm error code ECONNRESET\n' });
			const steps = [{ id: 'install', name: 'RUN npm ci', status: 'error', cached: false, milliseconds: 5 }] as const;
			return builtResult({ outcome: 'failed', error: 'exit code: 1', steps });
		};

		it('builds once more', async () => {
			const engine = new FakeEngine();
			engine.onBuild = (...args) => (engine.requests.length === 1 ? cut(...args) : Promise.resolve(builtResult()));
			expect((await runWith(engine)).evidence.outcome).toBe('built');
			expect(engine.requests).toHaveLength(2);
		});

		it('and then no more', async () => {
			const engine = new FakeEngine();
			engine.onBuild = cut;
			expect((await runWith(engine)).evidence).toMatchObject({
				outcome: 'failed',
				logTail: ['npm error code ECONNRESET'],
			});
			expect(engine.requests).toHaveLength(2);
		});
	});
});
