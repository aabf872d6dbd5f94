import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { addressOf, requireFreePort, requireLoopback } from './listen.ts';

const host = '127.0.0.1';

describe('taking a port', () => {
	it('says who is in the way, and which port is free', async () => {
		const server = createServer().listen(0, host);
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const error: unknown = await requireFreePort(host, port).catch((reason: unknown) => reason);
		server.close();
		if (!(error instanceof UserError)) throw new Error('the port was given away twice');
		expect([error.code, error.message.includes(String(port))]).toEqual(['port-in-use', true]);
		const suggested = Number(/--port (\d+)/.exec(error.hint)?.[1]);
		expect(suggested).toBeGreaterThan(port);
		await expect(requireFreePort(host, suggested)).resolves.toBeUndefined();
	});

	it('lets any port be taken', async () => {
		await expect(requireFreePort(host, 0)).resolves.toBeUndefined();
	});

	it('refuses addresses that other machines reach', () => {
		for (const reachable of ['0.0.0.0', '::', '192.168.1.5', 'example.org']) {
			expect(() => requireLoopback(reachable)).toThrow(UserError);
		}
		for (const own of ['127.0.0.1', 'localhost', '::1']) expect(() => requireLoopback(own)).not.toThrow();
	});
});

it('writes addresses as they are typed', () => {
	expect([addressOf('127.0.0.1', 4321), addressOf('::1', 80)]).toEqual(['http://127.0.0.1:4321/', 'http://[::1]:80/']);
});
