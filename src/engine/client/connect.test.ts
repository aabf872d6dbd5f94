import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectEngine } from './connect.ts';

let folder: string;
let server: Server | undefined;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'stagecraft-connect-'));
});
afterEach(async () => {
	server?.closeAllConnections();
	server?.close();
	await rm(folder, { recursive: true, force: true });
});

const info = { NCPU: 2, MemTotal: 1024, DriverStatus: [['Backing Filesystem', 'extfs']] };

/** An engine that answers with these facts, and lists the paths it was asked for. */
async function fakeEngine(version: string, apiVersion: string, driver: string[][] = info.DriverStatus) {
	const asked: string[] = [];
	server = createServer((request, response) => {
		const path = request.url ?? '';
		asked.push(path);
		const facts = { Version: version, ApiVersion: apiVersion, Os: 'linux', Arch: 'arm64' };
		const answers: Record<string, unknown> = { '/version': facts, '/info': { ...info, DriverStatus: driver } };
		response.statusCode = path.includes('/json') ? 500 : 200;
		response.end(JSON.stringify(answers[path] ?? { message: 'the disk is full' }));
	});
	const socket = join(folder, 'docker.sock');
	await new Promise<void>((resolve) => server?.listen(socket, resolve));
	return { address: `unix://${socket}`, asked };
}

describe('connectEngine', () => {
	it('reads what the engine is', async () => {
		const { address } = await fakeEngine('26.1.5+dfsg1', '1.45');
		await using engine = await connectEngine({ address, kind: 'managed' });
		expect(engine.facts).toEqual({
			kind: 'managed',
			address,
			version: '26.1.5+dfsg1',
			apiVersion: '1.45',
			store: 'classic',
			platform: 'linux/arm64',
			cpus: 2,
			memoryBytes: 1024,
		});
	});

	it('gives raw connections of which either side may end its half alone', async () => {
		const { address } = await fakeEngine('26.1.5', '1.45');
		await using engine = await connectEngine({ address, kind: 'managed' });
		const connection = await engine.connect();
		connection.end('GET /version HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n');
		expect((await connection.toArray()).join('')).toContain('26.1.5');
	});

	it('says that no connection can be made', async () => {
		const { address } = await fakeEngine('26.1.5', '1.45');
		await using engine = await connectEngine({ address, kind: 'managed' });
		server?.close();
		await rm(folder, { recursive: true });
		await expect(engine.connect()).rejects.toMatchObject({ code: 'engine-request-failed' });
		const signal = AbortSignal.abort();
		await expect(engine.connect({ signal })).rejects.toMatchObject({ code: 'cancelled' });
	});

	it('knows the containerd store, and speaks no API newer than it knows', async () => {
		const driver = [['driver-type', 'io.containerd.snapshotter.v1']];
		const { address, asked } = await fakeEngine('29.1.0', '1.99', driver);
		await using engine = await connectEngine({ address, kind: 'external' });
		expect(engine.facts).toMatchObject({ store: 'containerd', apiVersion: '1.51' });
		await engine.ping();
		expect(asked.at(-1)).toBe('/v1.51/_ping');
	});

	it.each(['20.10.24', '23.0.6', 'unknown'])('refuses version %s', async (version) => {
		const { address } = await fakeEngine(version, '1.41');
		await expect(connectEngine({ address, kind: 'external' })).rejects.toMatchObject({
			code: 'engine-too-old',
			message: `The Docker engine at ${address} is version ${version}; 24 or newer is needed.`,
		});
	});

	it('says when nothing answers', async () => {
		const address = `unix://${folder}/none.sock`;
		await expect(connectEngine({ address, kind: 'external' })).rejects.toMatchObject({
			code: 'engine-request-failed',
			message: expect.stringMatching(/^The Docker engine could not answer at unix:.*ENOENT/),
		});
	});

	it('passes on the engine’s words', async () => {
		const { address } = await fakeEngine('26.1.5', '1.45');
		await using engine = await connectEngine({ address, kind: 'external' });
		await expect(engine.containers.list({})).rejects.toMatchObject({
			code: 'engine-request-failed',
			message: 'The Docker engine could not list containers: the disk is full',
		});
	});

	it('disposes once what it was given', async () => {
		const { address } = await fakeEngine('26.1.5', '1.45');
		let disposed = 0;
		const onDispose = async () => {
			disposed += 1;
		};
		const engine = await connectEngine({ address, kind: 'managed', onDispose });
		await engine[Symbol.asyncDispose]();
		expect(disposed).toBe(1);
	});
});
