import { describe, expect, it } from 'vitest';
import { portBindings } from './port-bindings.ts';

describe('portBindings', () => {
	it('reads -p 5000:80, -p 127.0.0.1:53:53/udp and two bindings of one port', () => {
		const asked = {
			'80/tcp': [{ HostIp: '', HostPort: '5000' }, { HostPort: '5001' }],
			'53/udp': [{ HostIp: '127.0.0.1', HostPort: '53' }],
		};
		expect(portBindings(asked, [])).toEqual([
			{ container: 80, protocol: 'tcp', host: '0.0.0.0', port: 5000 },
			{ container: 80, protocol: 'tcp', host: '0.0.0.0', port: 5001 },
			{ container: 53, protocol: 'udp', host: '127.0.0.1', port: 53 },
		]);
	});

	it('finds a port where none is named, as -p 80 does', () => {
		const taken = [{ container: 1, protocol: 'tcp' as const, host: '0.0.0.0', port: 40_000 }];
		const ports = [null, [], [{ HostPort: '0' }]].flatMap((bindings) => portBindings({ '80/tcp': bindings }, taken));
		expect(ports).toHaveLength(2);
		for (const { port } of ports) {
			expect(port).toBeGreaterThanOrEqual(32_768);
			expect(port).not.toBe(40_000);
		}
	});

	it.each([
		['65536', 'invalid port'],
		['5000-5010', 'ranges of ports'],
		['1e3', 'invalid port'],
	])('refuses the port %s', (HostPort, words) => {
		expect(() => portBindings({ '80/tcp': [{ HostPort }] }, [])).toThrow(words);
	});
});
