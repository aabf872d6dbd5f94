/** What is done with a container while it runs: with its id, until it ends, or until all is done. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, RunRequest, RunResult } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { testEngine } from '../helpers/engine.ts';
import { type TinyImage, tinyImage } from '../helpers/tiny-image.ts';

const labels = { [labelNames.role]: 'helper', [labelNames.job]: `during-${process.pid}` };

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

function run(
	script: string,
	during: NonNullable<RunRequest['during']>,
	more: Partial<RunRequest> = {},
): Promise<RunResult> {
	return engine.containers.run({
		image: tiny.ref,
		cmd: ['sh', '-c', script],
		labels,
		limits: { memoryBytes: 64 * 1024 * 1024, pids: 32, cpus: 1 },
		timeoutMilliseconds: 60_000,
		outputBytes: 10_000,
		during,
		...more,
	});
}

/** Says that it is up, and stays, with sleeps that a signal does not have to wait for. */
const forever = 'echo up; : > /tmp/up; while :; do sleep 1 & wait; done';

async function untilUp(id: string): Promise<void> {
	const look = await engine.containers.exec(id, { cmd: ['sh', '-c', 'until [ -e /tmp/up ]; do sleep 0.1; done'] });
	await look.end().resume().exitCode();
}

describe('during', () => {
	it('gets the id of a container that runs, which is killed when all is done', async () => {
		let listed: readonly string[] = [];
		const result = await run(forever, async (id) => {
			await untilUp(id);
			listed = (await engine.containers.list(labels)).filter((one) => one.id === id).map(({ state }) => state);
		});
		expect(listed).toEqual(['running']);
		expect(result).toMatchObject({ outcome: 'exited', endedByUs: true });
		expect(Buffer.from(result.stdout).toString()).toBe('up\n');
		expect(await engine.containers.list(labels)).toEqual([]);
	});

	it('is told that the container has ended, and is waited for', async () => {
		const order: string[] = [];
		const result = await run('echo oh no >&2; exit 3', async (_id, ended) => {
			await delay(60_000, undefined, { signal: ended }).catch(() => order.push('told'));
		});
		expect(order).toEqual(['told']);
		expect(result).toMatchObject({ outcome: 'exited', exitCode: 3 });
		expect(result.endedByUs).toBeUndefined();
		expect(Buffer.from(result.stderr).toString()).toBe('oh no\n');
	});

	it('ends the run with what it fails with', async () => {
		await expect(run(forever, () => Promise.reject(new Error('our own fault')))).rejects.toThrow('our own fault');
		expect(await engine.containers.list(labels)).toEqual([]);
	});

	it('comes before the signal to stop', async () => {
		const stop = { signal: 'SIGTERM', afterMilliseconds: 0 };
		const script = `trap 'echo bye; exit 5' TERM; ${forever}`;
		const result = await run(script, untilUp, { stop });
		expect(result).toMatchObject({ outcome: 'exited', exitCode: 5, endedByUs: true });
		expect(result.stopMilliseconds).toBeGreaterThanOrEqual(0);
	});

	it('is followed by so much patience with a program that does not stop', async () => {
		const stop = { signal: 'SIGTERM', afterMilliseconds: 0, patienceMilliseconds: 200 };
		const result = await run(`trap '' TERM; ${forever}`, untilUp, { stop });
		expect(result).toMatchObject({ outcome: 'timed-out' });
		expect(result.stopMilliseconds).toBeUndefined();
	});
});
