import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import type { ServiceRequest } from '#engine/service.ts';
import { importBusybox } from '../helpers/busybox.ts';
import { testEngine } from '../helpers/engine.ts';

const mebibyte = 1024 * 1024;
const job = randomUUID();
const labels = { [labelNames.role]: 'helper', [labelNames.job]: job };
const image = `stagecraft-test/service:${job}`;
/** Answers each connection with one line. */
const serveHello = ['/bin/sh', '-c', 'while :; do echo hello | nc -l -p 8080; done'];
let engine: Engine;

beforeAll(async () => {
	engine = await testEngine();
	await importBusybox(engine, image);
});

afterAll(async () => {
	for (const { id } of await engine.containers.list(labels)) await engine.containers.remove(id);
	for (const { name } of await engine.networks.list(labels)) await engine.networks.remove(name);
	await engine.images.remove(image);
	await engine[Symbol.asyncDispose]();
});

function start(over: Partial<ServiceRequest> = {}): Promise<string> {
	const limits = { memoryBytes: 64 * mebibyte, pids: 32, cpus: 1, openFiles: 256, fileBytes: 8 * mebibyte };
	return engine.containers.start({ image, cmd: ['/bin/sleep', '600'], labels, limits, ...over });
}

async function output(id: string, script: string): Promise<string> {
	const program = await engine.containers.exec(id, { cmd: ['/bin/sh', '-c', script] });
	program.end();
	return await text(program);
}

describe('containers.start', () => {
	it('starts a container that stays until it is removed', async () => {
		const name = `stagecraft-test-${job}`;
		const id = await start({ name, hostname: 'workspace', env: { COLOUR: 'green' }, workdir: '/tmp' });
		expect(await engine.containers.list(labels)).toEqual([
			expect.objectContaining({ id, name, state: 'running', labels: expect.objectContaining(labels) }),
		]);
		expect(await output(id, 'cat /proc/sys/kernel/hostname; echo $COLOUR; pwd')).toBe('workspace\ngreen\n/tmp\n');
		await engine.containers.remove(id);
		expect(await engine.containers.list(labels)).toEqual([]);
	});

	it('gives it no capability, no new privileges and the limits asked for', async () => {
		const id = await start();
		const told = await output(
			id,
			'cat /proc/self/status; cat /proc/self/limits; dd if=/dev/zero of=/tmp/big bs=1M count=9',
		);
		expect(told).toMatch(/CapBnd:\t0+\n/);
		expect(told).toMatch(/NoNewPrivs:\t1\n/);
		expect(told).toMatch(/Max open files +256 +256/);
		expect(told).toMatch(/Max file size +8388608 +8388608/);
		expect(await output(id, 'ls -s /tmp/big')).toMatch(/^ *8192 /);
		await engine.containers.remove(id);
	});

	it('says which image is missing, and leaves nothing when a start fails', async () => {
		await expect(start({ image: 'stagecraft-test/none:x' })).rejects.toMatchObject({ code: 'image-not-found' });
		await expect(start({ user: 'nobody-such' })).rejects.toMatchObject({ code: 'engine-request-failed' });
		await expect(start({ network: 'none-such' })).rejects.toMatchObject({ code: 'engine-request-failed' });
		expect(await engine.containers.list(labels)).toEqual([]);
	});
});

describe('containers.exec', () => {
	it('carries input and output apart from errors, and tells the exit code', async () => {
		const id = await start();
		const program = await engine.containers.exec(id, { cmd: ['/bin/sh', '-c', 'cat; echo oops >&2; exit 7'] });
		program.end(Buffer.alloc(3 * mebibyte, 'x'));
		expect(await text(program)).toHaveLength(3 * mebibyte);
		expect(program.stderrTail()).toBe('oops\n');
		expect(await program.exitCode()).toBe(7);
		await engine.containers.remove(id);
	});

	it('does not read more than is asked for', async () => {
		const id = await start();
		const program = await engine.containers.exec(id, { cmd: ['/bin/cat', '/dev/zero'] });
		await once(program, 'readable');
		program.destroy();
		expect(program.readableLength).toBeLessThan(2 * mebibyte);
		await engine.containers.remove(id);
	});

	it('says that a container does not run', async () => {
		const id = await start();
		await engine.containers.remove(id);
		const exec = engine.containers.exec(id, { cmd: ['/bin/true'] });
		await expect(exec).rejects.toMatchObject({ code: 'container-not-running', message: expect.stringContaining(id) });
	});
});

describe('networks', () => {
	it('makes a network that containers reach each other in, and removes it', async () => {
		const name = `stagecraft-test-${job}`;
		const id = await engine.networks.create(name, labels);
		expect(await engine.networks.list(labels)).toEqual([{ id, name, labels }]);
		await expect(engine.networks.create(name, labels)).rejects.toMatchObject({ code: 'engine-request-failed' });
		const server = await start({ network: name, name: `server-${job}`, cmd: serveHello });
		const client = await start({ network: name });
		const ask = `for try in 1 2 3 4 5 6 7 8 9; do nc -w 2 server-${job} 8080 < /dev/null && break; sleep 1; done`;
		expect(await output(client, ask)).toBe('hello\n');
		await engine.containers.remove(server);
		await engine.containers.remove(client);
		await engine.networks.remove(name);
		await engine.networks.remove(name);
		expect(await engine.networks.list(labels)).toEqual([]);
	});
});
