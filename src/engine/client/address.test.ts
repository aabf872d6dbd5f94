import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

describe('parseAddress', () => {
	it.each([
		['unix:///var/run/docker.sock', false, { kind: 'socket', path: '/var/run/docker.sock' }],
		['npipe:////./pipe/docker_engine', false, { kind: 'socket', path: '//./pipe/docker_engine' }],
		['tcp://10.0.0.1', false, { kind: 'tcp', host: '10.0.0.1', port: 2375, tls: false }],
		['tcp://10.0.0.1', true, { kind: 'tcp', host: '10.0.0.1', port: 2376, tls: true }],
		['tcp://[::1]:99', false, { kind: 'tcp', host: '::1', port: 99, tls: false }],
		['https://host:443', false, { kind: 'tcp', host: 'host', port: 443, tls: true }],
		['ssh://me@host:2222', false, { kind: 'ssh', destination: 'me@host', port: 2222 }],
		['ssh://host', false, { kind: 'ssh', destination: 'host' }],
	])('%s (TLS files: %s)', (address, withTls, parsed) => {
		expect(parseAddress(address, withTls)).toEqual(parsed);
	});

	it.each(['', 'docker', 'unix://', 'tcp://', 'ftp://host', 'ssh://-oProxyCommand=x@host', 'ssh://'])(
		'refuses "%s"',
		(address) => {
			expect(() => parseAddress(address, false)).toThrow(`"${address}" is not the address of a Docker engine.`);
		},
	);
});
