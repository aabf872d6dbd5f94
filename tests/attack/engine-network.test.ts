/**
 * Threat: a learner's build reaches services of the machine that the engine runs on, or of the network around it: a
 * database on loopback, a router's page, a cloud's metadata service.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryContext } from '#engine/client/memory-context.ts';
import type { BuildResult, Engine } from '#engine/engine.ts';
import { waitUntil } from '#engine/managed/wait-until.ts';
import { openEngine } from '#engine/open.ts';
import { importBusybox, testRootFolder } from '../helpers/busybox.ts';
import { testRootsDir } from '../helpers/data-dir.ts';
import { insideEngine } from '../helpers/inside-engine.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const base = 'stagecraft-test/busybox:latest';
const run = promisify(execFile);

let folder: TempFolder;
let engine: Engine;
let everywhere: Server;
let loopback: Server;
let accepted = 0;

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

async function listen(host: string): Promise<Server> {
	const server = createServer((socket) => {
		accepted += 1;
		socket.on('error', () => undefined);
		socket.end('HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\nsecret');
	});
	server.listen(0, host);
	await once(server, 'listening');
	return server;
}

beforeAll(async () => {
	folder = await TempFolder.create();
	everywhere = await listen('::');
	loopback = await listen('127.0.0.1');
	engine = await openEngine({ dataDir: folder.path, rootsDir: testRootsDir(), setting: 'managed', env: process.env });
	await importBusybox(engine, base);
});

afterAll(async () => {
	everywhere.close();
	loopback.close();
	await engine[Symbol.asyncDispose]();
	await folder[Symbol.asyncDispose]();
});

async function build(dockerfile: string): Promise<{ readonly result: BuildResult; readonly log: string }> {
	let log = '';
	const result = await engine.build(
		{ context: memoryContext({}), dockerfile, tags: [], labels: {}, sources: 'any', noCache: true },
		{
			onEvent: (event) => {
				if (event.kind === 'log') log += event.text;
			},
		},
	);
	return { result, log };
}

/** What a RUN step sees when it connects: `open` or the reason why not. */
async function tryFromStep(targets: readonly (readonly [address: string, port: number])[]): Promise<readonly string[]> {
	const tries = targets.map(
		([address, port]) =>
			`(nc -w 3 ${address} ${port} </dev/null >/dev/null 2>&1 && echo "${address} open" || echo "${address} closed") &`,
	);
	const { result, log } = await build(`FROM ${base}\nRUN ${tries.join(' ')} wait\n`);
	expect(result).toMatchObject({ outcome: 'built' });
	return log.split('\n').filter(Boolean).sort();
}

/** Every address of this host. */
function hostAddresses(): readonly string[] {
	return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
}

describe('a build on the managed engine', () => {
	it('reaches package registries by their names, as a remapped user', async () => {
		const sources = await readFile(join(await testRootFolder(), 'etc/apt/sources.list'), 'utf8');
		const [, mirror = '', suite = ''] = /^deb (\S+) (\S+) /m.exec(sources) ?? [];
		const { result, log } = await build(
			`FROM ${base}\nRUN cat /proc/self/uid_map && wget -q -O /tmp/release ${mirror}/dists/${suite}/InRelease && ls /tmp\n`,
		);
		expect(log).toMatch(/^\s+0 1900000000\s+65536\n/);
		expect(log).toContain('release');
		expect(result.outcome).toBe('built');
	});

	it('does not reach the host at any of its addresses', async () => {
		const addresses = hostAddresses();
		const port = portOf(everywhere);
		for (const address of addresses.filter((address) => !address.startsWith('fe80'))) {
			const socket = connect(port, address);
			await once(socket, 'connect');
			socket.destroy();
		}
		await waitUntil(async () => accepted >= 1, 5_000);
		accepted = 0;
		const found = await tryFromStep([
			...addresses.map((address) => [address, port] as const),
			...['127.0.0.1', '10.0.2.2', '10.0.2.3', '0.0.0.0'].map((address) => [address, portOf(loopback)] as const),
		]);
		expect(found.filter((line) => !line.endsWith('closed'))).toEqual([]);
		expect(found.length).toBe(addresses.length + 4);
		expect(accepted).toBe(0);
	});

	it('does not reach an address that the host gets later', async () => {
		const [root, port] = [await testRootFolder(), portOf(everywhere)];
		// From a range for documentation (RFC 5737), which nobody routes.
		const address = '198.51.100.77';
		const ip = (...args: readonly string[]) => run('chroot', [root, 'ip', ...args]);
		await ip('address', 'add', `${address}/32`, 'dev', 'lo');
		try {
			const guarded = await waitUntil(async () => {
				const { output } = await insideEngine(folder.path, ['ip', 'route', 'get', address]);
				return output.includes('Permission denied');
			}, 5_000);
			expect(guarded).toBe(true);
			accepted = 0;
			expect(await tryFromStep([[address, port]])).toEqual([`${address} closed`]);
			expect(accepted).toBe(0);
		} finally {
			await ip('address', 'del', `${address}/32`, 'dev', 'lo');
		}
	});

	it('is told that private networks are not for it, and need not wait for a timeout', async () => {
		const targets = ['10.1.2.3', '100.64.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1'];
		const commands = targets.map((address) => `nc -w 20 ${address} 80 </dev/null 2>&1 &`);
		const { log } = await build(`FROM ${base}\nRUN ${commands.join(' ')} wait\n`);
		expect(log.split('\n').filter(Boolean).sort()).toEqual(
			targets.map((address) => `nc: can't connect to remote host (${address}): No route to host`),
		);
	});

	it('does not make the engine itself fetch from the host', async () => {
		accepted = 0;
		const [address] = hostAddresses().filter((address) => address.includes('.') && !address.startsWith('127.'));
		for (const url of [`http://127.0.0.1:${portOf(loopback)}/`, `http://${address}:${portOf(everywhere)}/`]) {
			const { result } = await build(`FROM ${base}\nADD ${url} /stolen\n`);
			expect(result.outcome).toBe('failed');
			expect(result.error).toMatch(/connection refused|permission denied/);
		}
		expect(accepted).toBe(0);
	});

	it('cannot have the network of the engine', async () => {
		const { status, output } = await insideEngine(
			folder.path,
			['docker', 'build', '--network', 'host', '-'],
			`FROM ${base}\nRUN true\n`,
		);
		expect(output).toContain('network.host is not allowed');
		expect(status).not.toBe(0);
	});

	it('cannot reach a step of another build', async () => {
		const { output } = await insideEngine(folder.path, ['iptables', '-S', 'FORWARD']);
		expect(output).toContain('-A FORWARD -i docker0 -o docker0 -j DROP');
	});
});
