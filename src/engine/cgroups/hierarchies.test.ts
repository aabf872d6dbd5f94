import { describe, expect, it } from 'vitest';
import { hierarchiesIn, hierarchyRoots } from './hierarchies.ts';

const unified = '35 25 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n';
const hybrid = `
24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
41 30 0:35 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:2 - cgroup cgroup rw,cpu,cpuacct
42 30 0:36 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
43 30 0:37 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
44 30 0:38 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd
45 30 0:39 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`;

describe('hierarchiesIn', () => {
	it('finds the one hierarchy of version 2', () => {
		expect(hierarchiesIn(unified)).toEqual({ version: 2, mounts: { unified: '/sys/fs/cgroup' } });
	});

	it('takes a hybrid host for version 1', () => {
		expect(hierarchiesIn(hybrid)).toEqual({
			version: 1,
			mounts: {
				cpu: '/sys/fs/cgroup/cpu,cpuacct',
				cpuacct: '/sys/fs/cgroup/cpu,cpuacct',
				memory: '/sys/fs/cgroup/memory',
				pids: '/sys/fs/cgroup/pids',
				'name=systemd': '/sys/fs/cgroup/systemd',
				unified: '/sys/fs/cgroup/unified',
			},
		});
	});

	it('finds nothing where nothing can be limited', () => {
		expect(hierarchiesIn('')).toBeUndefined();
		expect(hierarchiesIn('44 30 0:38 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd')).toBeUndefined();
	});
});

describe('hierarchyRoots', () => {
	it('gives each folder once', () => {
		const hierarchies = hierarchiesIn(hybrid);
		expect(hierarchies && hierarchyRoots(hierarchies)).toHaveLength(5);
	});
});
