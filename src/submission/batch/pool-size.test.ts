import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#lab/schema.ts';
import { poolSize } from './pool-size.ts';

const gibibyte = 1024 ** 3;

describe('poolSize', () => {
	it.each([
		[2, 8, 3],
		[2, 4, 1],
		[1, 1, 1],
		[8, 64, 9],
		[96, 1024, 32],
		[16, 16, 6],
	])('%d cores and %d GiB take %d at once', (cpus, memory, jobs) => {
		expect(poolSize({ cpus, memoryBytes: memory * gibibyte }, defaultLimits)).toBe(jobs);
	});
});
