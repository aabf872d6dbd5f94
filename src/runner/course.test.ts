import { describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { UserError } from '#errors';
import type { BaseState, Health } from '#protocol/api.ts';
import { Course, type CourseParts } from './course.ts';
import { CourseHealth } from './course-health.ts';

const labs = [
	{ id: 'go', bases: ['golang:1'] },
	{ id: 'node', bases: ['node:1', 'golang:1'] },
];
const facts = { kind: 'managed', version: '26.1.5', store: 'classic', platform: 'linux/amd64' } as const;
const present = (reference: string): BaseState => ({
	reference,
	state: 'present',
	origin: 'offline',
	step: 'present',
	bytes: 1,
	milliseconds: 1,
});
const missing = new UserError('engine-missing', 'No engine.', 'Install one.');

function fakeEngine(log: string[], ping: () => Promise<void> = async () => undefined): Engine {
	const engine = { facts, ping, [Symbol.asyncDispose]: async () => void log.push('engine let go') };
	return engine as unknown as Engine;
}

class Watched {
	readonly seen: Health[] = [];
	readonly log: string[] = [];
	readonly stop = new AbortController();
	readonly #waits: { readonly matches: (health: Health) => boolean; readonly resolve: () => void }[] = [];
	readonly health = new CourseHealth('1', labs, (health) => {
		this.seen.push(health);
		for (const wait of this.#waits) if (wait.matches(health)) wait.resolve();
	});

	until(matches: (health: Health) => boolean): Promise<void> {
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#waits.push({ matches, resolve });
		return promise;
	}

	start(parts: Partial<CourseParts<AsyncDisposable>>) {
		const all: CourseParts<AsyncDisposable> = {
			labs,
			openEngine: async () => fakeEngine(this.log),
			openJobs: async () => ({ [Symbol.asyncDispose]: async () => void this.log.push('jobs let go') }),
			prepare: async (_engine, references, onStates) => {
				this.log.push(`prepare ${references.join(' ')}`);
				onStates(references.map(present));
			},
			...parts,
		};
		const course = new Course(all, this.health, (error) => void this.log.push(String(error)), {
			lookAgain: 1,
			ping: 1,
			prepareAgain: 1,
		});
		return { course, done: course.run(this.stop.signal) };
	}
}

describe('a course', () => {
	it('prepares lab by lab, and a lab is ready as soon as its own bases are', async () => {
		const watched = new Watched();
		const ready = watched.until(({ status }) => status === 'ready');
		const { course, done } = watched.start({});
		await ready;
		expect(course.jobs).toBeDefined();
		const states = watched.seen.map(({ status, labs: all }) => `${status}: ${all.map(({ state }) => state).join(' ')}`);
		expect([...new Set(states)]).toEqual([
			'preparing: waiting waiting',
			'preparing: ready waiting',
			'ready: ready ready',
		]);
		watched.stop.abort();
		await done;
		expect(watched.log).toEqual(['prepare golang:1', 'prepare node:1 golang:1', 'jobs let go', 'engine let go']);
		expect(course.jobs).toBeUndefined();
	});

	it('goes on with the other labs when a base fails, and says which lab cannot be used', async () => {
		const watched = new Watched();
		const problem = { message: 'apt failed', hint: 'look at the mirror' };
		const degraded = watched.until(({ status }) => status === 'degraded');
		const { done } = watched.start({
			prepare: async (_engine, references, onStates) =>
				onStates(
					references.map((name) =>
						name === 'node:1' ? { ...present(name), state: 'failed', problem } : present(name),
					),
				),
		});
		await degraded;
		expect(watched.health.health.labs.map(({ id, state, missing: gone }) => [id, state, gone])).toEqual([
			['go', 'ready', []],
			['node', 'degraded', ['node:1']],
		]);
		watched.stop.abort();
		await done;
	});

	it('prepares again what failed, until all is there', async () => {
		const watched = new Watched();
		const problem = { message: 'the registry does not answer', hint: 'look at the network' };
		const ready = watched.until(({ status }) => status === 'ready');
		let failures = 3;
		const { done } = watched.start({
			prepare: async (_engine, references, onStates) => {
				if (references.includes('node:1')) failures -= 1;
				const failing = (name: string) => name === 'node:1' && failures > 0;
				onStates(
					references.map((name) => (failing(name) ? { ...present(name), state: 'failed', problem } : present(name))),
				);
			},
		});
		await ready;
		expect(watched.seen.some(({ status }) => status === 'degraded')).toBe(true);
		watched.stop.abort();
		await done;
	});

	it('looks again for an engine that was missing, without the page flickering', async () => {
		const watched = new Watched();
		let tries = 0;
		const ready = watched.until(({ status }) => status === 'ready');
		const { done } = watched.start({
			openEngine: async (onProgress) => {
				tries += 1;
				onProgress({ step: 'look', detail: '', milliseconds: 1 });
				if (tries < 3) throw missing;
				return fakeEngine(watched.log);
			},
		});
		await ready;
		const engine = watched.seen.map((health) => health.engine.state);
		expect(engine.filter((state, index) => state !== engine[index - 1])).toEqual(['starting', 'missing', 'ready']);
		expect(watched.seen.find((health) => health.engine.state === 'missing')).toMatchObject({
			status: 'degraded',
			engine: { problem: { message: 'No engine.', hint: 'Install one.' } },
		});
		watched.stop.abort();
		await done;
	});

	it('finds an engine again that was stopped', async () => {
		const watched = new Watched();
		const gone = new UserError('engine-request-failed', 'It does not answer.', 'Start it.');
		const failed = watched.until(({ engine }) => engine.state === 'failed');
		let up = true;
		const ping = async () => {
			if (!up) throw gone;
		};
		const { done } = watched.start({ openEngine: async () => fakeEngine(watched.log, ping) });
		await watched.until(({ status }) => status === 'ready');
		up = false;
		await failed;
		const again = watched.until(({ status }) => status === 'ready');
		up = true;
		await again;
		watched.stop.abort();
		await done;
		expect(watched.log.filter((line) => line === 'engine let go')).toHaveLength(
			watched.log.filter((line) => line === 'jobs let go').length,
		);
	});

	it('gives up on an engine that could not be started, and tells why', async () => {
		const watched = new Watched();
		const broken = new UserError('engine-start-failed', 'dockerd ended.', 'Look at its log.');
		const { done } = watched.start({ openEngine: () => Promise.reject(broken) });
		await done;
		expect(watched.health.health).toMatchObject({
			status: 'degraded',
			engine: { state: 'failed', problem: { message: 'dockerd ended.' } },
		});
	});
});
