import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineCandidates } from './candidates.ts';

/** sha256 of `lab`, under which the Docker CLI keeps that context. */
const labId = 'a51146d38077ff992eba84cf1d5e9b249073503eb74868699016153b031a38f7';

let home: string;

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'stagecraft-home-'));
});

afterEach(async () => {
	await rm(home, { recursive: true });
});

async function write(path: string, content: unknown): Promise<void> {
	await mkdir(dirname(join(home, path)), { recursive: true });
	await writeFile(join(home, path), typeof content === 'string' ? content : JSON.stringify(content));
}

async function writeContext(): Promise<void> {
	await write(`.docker/contexts/meta/${labId}/meta.json`, {
		Name: 'lab',
		Endpoints: { docker: { Host: 'tcp://lab.example:2376', SkipTLSVerify: false } },
	});
	await write(`.docker/contexts/tls/${labId}/docker/ca.pem`, 'the authority');
}

describe('engineCandidates', () => {
	it('takes DOCKER_HOST alone', async () => {
		await writeContext();
		const env = { HOME: home, DOCKER_HOST: 'unix:///a.sock', DOCKER_CONTEXT: 'lab' };
		expect(await engineCandidates(env)).toEqual([{ source: 'DOCKER_HOST', address: 'unix:///a.sock' }]);
	});

	it('reads the TLS files of DOCKER_HOST when they are to be used', async () => {
		await write('certificates/cert.pem', 'mine');
		await write('certificates/key.pem', 'secret');
		const env = { HOME: home, DOCKER_HOST: 'tcp://b:2376', DOCKER_CERT_PATH: join(home, 'certificates') };
		expect(await engineCandidates(env)).toEqual([{ source: 'DOCKER_HOST', address: 'tcp://b:2376' }]);
		expect(await engineCandidates({ ...env, DOCKER_TLS_VERIFY: '1' })).toEqual([
			{ source: 'DOCKER_HOST', address: 'tcp://b:2376', tls: { cert: 'mine', key: 'secret' } },
		]);
	});

	it('takes the current context', async () => {
		await write('.docker/config.json', { currentContext: 'lab' });
		await writeContext();
		expect(await engineCandidates({ HOME: home })).toEqual([
			{ source: 'Docker context "lab"', address: 'tcp://lab.example:2376', tls: { ca: 'the authority' } },
		]);
	});

	it('takes DOCKER_CONTEXT over the current context', async () => {
		await write('.docker/config.json', { currentContext: 'lab' });
		await writeContext();
		expect(await engineCandidates({ HOME: home, DOCKER_CONTEXT: 'default' }, [])).toEqual([]);
	});

	it('takes the default sockets that are there', async () => {
		await write('there.sock', '');
		const sockets = [join(home, 'absent.sock'), join(home, 'there.sock')];
		expect(await engineCandidates({ HOME: home }, sockets)).toEqual([
			{ source: 'default socket', address: `unix://${join(home, 'there.sock')}` },
		]);
	});

	it('says that a context does not exist', async () => {
		await expect(engineCandidates({ HOME: home, DOCKER_CONTEXT: 'gone' })).rejects.toMatchObject({
			code: 'usage-invalid',
			message: 'The Docker context "gone" does not exist.',
		});
	});

	it('says which file is broken', async () => {
		await write('.docker/config.json', '{ "currentContext": ');
		await expect(engineCandidates({ HOME: home })).rejects.toMatchObject({
			code: 'usage-invalid',
			message: `${join(home, '.docker/config.json')} is not a configuration of the Docker CLI.`,
		});
	});
});
