import { expect, it } from 'vitest';
import { daemonConfig } from './daemon-config.ts';

it('limits what the engine keeps and refuses the host network', () => {
	expect(daemonConfig({ cgroupParent: '/stagecraft-1', remapUsers: true })).toMatchObject({
		'cgroup-parent': '/stagecraft-1',
		'userns-remap': 'dockremap',
		'exec-opts': ['native.cgroupdriver=cgroupfs'],
		builder: {
			gc: { enabled: true, defaultKeepStorage: '6GB' },
			entitlements: { 'network-host': false, 'security-insecure': false },
		},
		'log-opts': { 'max-size': '4m', 'max-file': '1' },
	});
});

it('remaps no users on a kernel without user namespaces', () => {
	expect(daemonConfig({ cgroupParent: '/x', remapUsers: false })).not.toHaveProperty('userns-remap');
});
