import { afterEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '#errors';
import { FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import { mirrored, Registries } from './registries.ts';

const unavailable = (reason: string) => new UserError('base-unavailable', `It could not be pulled: ${reason}`, 'Wait.');

/** An engine whose registries give what `give` does. */
function engineWith(give: (ref: string, heard: () => void, signal?: AbortSignal) => Promise<void>) {
	const engine = new FakeEngine();
	const asked: string[] = [];
	engine.images.pull = async (ref, onProgress, options) => {
		asked.push(ref);
		await give(ref, () => onProgress({ status: 'Pulling', bytes: 1, totalBytes: 2 }), options?.signal);
		engine.addImage(`sha256:${ref}`, [ref]);
	};
	return { engine, asked };
}

const { signal } = new AbortController();
const ignore = (): void => undefined;

describe('references', () => {
	it.each([
		['golang:1.27', 'mirror.school:5000/library/golang:1.27'],
		['library/golang:1.27', 'mirror.school:5000/library/golang:1.27'],
		['gcr.io/distroless/static-debian13:latest', 'mirror.school:5000/distroless/static-debian13:latest'],
	])('%s is %s at a mirror', (reference, atMirror) => {
		expect(mirrored(reference, 'mirror.school:5000')).toBe(atMirror);
		expect(mirrored(reference, undefined)).toBe(reference);
	});
});

describe('Registries', () => {
	afterEach(() => void vi.useRealTimers());

	it('pulls and tells the progress', async () => {
		const { engine } = engineWith(async (_ref, heard) => heard());
		const told: number[] = [];
		const registries = new Registries(engine, undefined);
		expect(await registries.pull('golang:1.27', ({ bytes }) => told.push(bytes), signal)).toBe(true);
		expect(told).toEqual([1]);
	});

	it('asks a registry that did not answer only once', async () => {
		const { engine, asked } = engineWith(async () => {
			throw unavailable('no such host');
		});
		const registries = new Registries(engine, undefined);
		const answers = await Promise.all(
			['golang:1.27', 'node:24', 'gcr.io/distroless/static-debian13:latest'].map((ref) =>
				registries.pull(ref, ignore, signal),
			),
		);
		expect(answers).toEqual([false, false, false]);
		expect(asked).toEqual(['golang:1.27', 'gcr.io/distroless/static-debian13:latest']);
		expect(registries.isSilent('python:3.13')).toBe(true);
	});

	it('goes on asking a registry that only lacks one image', async () => {
		const { engine } = engineWith(async (ref) => {
			if (ref === 'golang:1.27') throw unavailable('manifest for golang:1.27 not found: manifest unknown');
		});
		const registries = new Registries(engine, undefined);
		expect(await registries.pull('golang:1.27', ignore, signal)).toBe(false);
		expect(registries.isSilent('node:24')).toBe(false);
		expect(await registries.pull('node:24', ignore, signal)).toBe(true);
	});

	it('gives an image of the mirror its own name', async () => {
		const { engine } = engineWith(async () => undefined);
		expect(await new Registries(engine, 'mirror.school').pull('node:24', ignore, signal)).toBe(true);
		expect(await engine.images.inspect('node:24')).toBeDefined();
		expect(await engine.images.inspect('mirror.school/library/node:24')).toBeUndefined();
	});

	it('gives up on a registry that tells nothing', async () => {
		vi.useFakeTimers();
		const { engine } = engineWith(
			(_ref, _heard, ended) =>
				new Promise((_resolve, reject) => ended?.addEventListener('abort', () => reject(unavailable('canceled')))),
		);
		const pulling = new Registries(engine, undefined).pull('node:24', ignore, signal);
		await vi.runAllTimersAsync();
		expect(await pulling).toBe(false);
	});

	it('tells cancelling from a registry that does not answer', async () => {
		const stop = new AbortController();
		const { engine } = engineWith(async () => {
			stop.abort();
			throw unavailable('context canceled');
		});
		const pulling = new Registries(engine, undefined).pull('node:24', ignore, stop.signal);
		await expect(pulling).rejects.toMatchObject({ code: 'cancelled' });
	});
});
