import { describe, expect, it } from 'vitest';
import { buildSettings } from './build-settings.ts';

describe('buildSettings', () => {
	const limits = { memoryBytes: 256e6, pids: 100, cpus: 1.5, fileBytes: 1 };

	it('are those of version 1', () => {
		expect(buildSettings(1, limits)).toMatchInlineSnapshot(`
			[
			  {
			    "controller": "memory",
			    "file": "memory.limit_in_bytes",
			    "value": "256000000",
			  },
			  {
			    "controller": "memory",
			    "file": "memory.memsw.limit_in_bytes",
			    "optional": true,
			    "value": "256000000",
			  },
			  {
			    "controller": "pids",
			    "file": "pids.max",
			    "value": "100",
			  },
			  {
			    "controller": "cpu",
			    "file": "cpu.cfs_period_us",
			    "value": "100000",
			  },
			  {
			    "controller": "cpu",
			    "file": "cpu.cfs_quota_us",
			    "value": "150000",
			  },
			]
		`);
	});

	it('are those of version 2', () => {
		expect(buildSettings(2, limits)).toMatchInlineSnapshot(`
			[
			  {
			    "controller": "memory",
			    "file": "memory.max",
			    "value": "256000000",
			  },
			  {
			    "controller": "memory",
			    "file": "memory.swap.max",
			    "optional": true,
			    "value": "0",
			  },
			  {
			    "controller": "pids",
			    "file": "pids.max",
			    "value": "100",
			  },
			  {
			    "controller": "cpu",
			    "file": "cpu.max",
			    "value": "150000 100000",
			  },
			]
		`);
	});

	it('never ask for less time than the kernel takes', () => {
		const quota = buildSettings(1, { ...limits, cpus: 0.001 }).find(({ file }) => file === 'cpu.cfs_quota_us');
		expect(quota?.value).toBe('1000');
	});
});
