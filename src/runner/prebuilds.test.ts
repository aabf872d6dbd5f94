import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { Prebuilds } from './prebuilds.ts';

describe('Prebuilds', () => {
	it('builds once for each lab, one after the other', async () => {
		const seen: string[] = [];
		const first = Promise.withResolvers<void>();
		const begun = Promise.withResolvers<void>();
		const last = Promise.withResolvers<void>();
		const prebuilds = new Prebuilds(async (lab) => {
			seen.push(`${lab} begins`);
			begun.resolve();
			if (lab === 'go') await first.promise;
			seen.push(`${lab} ends`);
			if (lab === 'node') last.resolve();
		}, fail);
		for (const lab of ['go', 'node', 'go']) prebuilds.begin(lab);
		await begun.promise;
		expect(seen).toEqual(['go begins']);
		first.resolve();
		await last.promise;
		await prebuilds[Symbol.asyncDispose]();
		expect(seen).toEqual(['go begins', 'go ends', 'node begins', 'node ends']);
	});

	it('stops what runs, and begins nothing then', async () => {
		const seen: string[] = [];
		const begun = Promise.withResolvers<void>();
		const prebuilds = new Prebuilds(async (lab, signal) => {
			begun.resolve();
			const { promise, reject } = Promise.withResolvers<never>();
			signal.addEventListener('abort', () => reject(new UserError('cancelled', 'Cancelled.', 'Begin again.')));
			await promise.finally(() => seen.push(lab));
		}, fail);
		prebuilds.begin('go');
		prebuilds.begin('node');
		await begun.promise;
		await prebuilds[Symbol.asyncDispose]();
		expect(seen).toEqual(['go']);
	});

	it('goes on after a failure, and tells faults alone', async () => {
		const faults: unknown[] = [];
		const built = Promise.withResolvers<void>();
		const fault = new Error('no such thing');
		await using prebuilds = new Prebuilds(
			async (lab) => {
				if (lab === 'go') throw new UserError('build-failed', 'It does not build.', 'Try again.');
				if (lab === 'node') throw fault;
				built.resolve();
			},
			(error) => faults.push(error),
		);
		for (const lab of ['go', 'node', 'flask']) prebuilds.begin(lab);
		await built.promise;
		expect(faults).toEqual([fault]);
	});
});

function fail(error: unknown): never {
	throw error;
}
