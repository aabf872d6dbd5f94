/** The real docker command on a session's gateway: images, and the words for what is not offered. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { importBusybox } from '../helpers/busybox.ts';
import { testEngine } from '../helpers/engine.ts';
import { TestSession } from '../helpers/gateway.ts';
import { addSessionImage } from '../helpers/session-image.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const base = 'stagecraft-test/gateway-images:latest';

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
	engine = await testEngine();
	await importBusybox(engine, base);
	session = await TestSession.open(engine, [base]);
	await addSessionImage(engine, session.id, 'my-app:v1', base);
});
afterAll(async () => {
	await session?.[Symbol.asyncDispose]();
	await engine?.images.remove(base);
	await engine?.[Symbol.asyncDispose]();
});

describe('images', () => {
	it('shows the bases and what the learner made', async () => {
		await session.cli.ok('tag', 'my-app:v1', 'localhost:5000/me/app');
		const listed = await session.cli.ok('images', '--format', '{{.Repository}}:{{.Tag}}');
		expect(listed.split('\n').sort()).toEqual(['localhost:5000/me/app:latest', 'my-app:v1', base]);
		expect(await session.cli.ok('images', 'my-*', '--format', '{{.Repository}}')).toBe('my-app');
		expect(await session.cli.ok('inspect', 'my-app:v1', '--format', '{{.RepoTags}} {{.Config.Labels}}')).toBe(
			'[localhost:5000/me/app:latest my-app:v1] map[]',
		);
		expect(await session.cli.ok('history', '--format', '{{.CreatedBy}}', 'my-app:v1')).toContain(
			`ENV MADE_BY=${session.id}`,
		);
	});

	it('saves an image under the learner’s name', async () => {
		await using folder = await TempFolder.create();
		await session.cli.ok('save', '-o', folder.join('app.tar'), 'my-app:v1');
		const manifest = execFileSync('tar', ['xOf', folder.join('app.tar'), 'manifest.json'], { encoding: 'utf8' });
		expect(JSON.parse(manifest)[0].RepoTags).toEqual(['my-app:v1']);
	});

	it('is up to date with a base that is here', async () => {
		expect(await session.cli.ok('pull', base)).toContain(`Image is up to date for ${base}`);
	});

	it('keeps a base whatever is asked for', async () => {
		const before = await engine.images.inspect(base);
		await session.cli.ok('tag', base, 'mine');
		expect((await session.cli.run(['rmi', '-f', base])).stderr).toContain('is a base image of the course and stays');
		expect(await session.cli.ok('rmi', '-f', before?.id ?? '')).toBe('Untagged: mine:latest');
		expect((await session.cli.run(['rmi', '-f', before?.id ?? ''])).stderr).toContain('is a base image of the course');
		expect(await engine.images.inspect(base)).toEqual(before);
	});

	it('prunes what has no name, and with -a all of the learner', async () => {
		await addSessionImage(engine, session.id, 'my-app:v2', base);
		await session.cli.ok('rmi', 'localhost:5000/me/app');
		expect(await session.cli.ok('image', 'prune', '-a', '-f')).toContain('untagged: my-app:v1');
		expect(await session.cli.ok('images', '--format', '{{.Repository}}:{{.Tag}}')).toBe(base);
	});
});

const refusals: readonly (readonly [string, readonly string[], RegExp])[] = [
	['push', ['push', base], /does not push.*docker save/],
	['login', ['login', '-u', 'a', '-p', 'b', 'registry.example'], /signs in to no registry/],
	['search', ['search', 'nginx'], /does not search registries/],
	['commit', ['commit', 'box', 'x'], /Write the change into a Dockerfile/],
	['import', ['import', 'http://example.com/a.tar', 'x'], /does not import/],
	['load', ['load'], /does not load archives/],
	['volume create', ['volume', 'create', 'x'], /has no volumes.*COPY/],
	['network create', ['network', 'create', 'x'], /has one network/],
	['plugin install', ['plugin', 'install', 'x'], /has no plugins|asks no registry/],
	['swarm init', ['swarm', 'init'], /has no swarm/],
	['secret ls', ['secret', 'ls'], /has no swarm/],
	['service ls', ['service', 'ls'], /has no swarm/],
	['update', ['update', '--memory', '1g', 'x'], /does not change the limits/],
	['export', ['export', 'x'], /docker cp/],
	['run --privileged', ['run', '--privileged', base], /--privileged/],
	['run -v', ['run', '-v', '/:/host', base], /bind mounts.*docker cp/],
];

describe('what is not offered', () => {
	it.each(refusals)('says so in the command’s own error line: docker %s', async (_, args, words) => {
		const said = await session.cli.run(args, { input: '' });
		expect(said.status).not.toBe(0);
		expect(said.stderr).toMatch(/Error response from daemon: /);
		expect(said.stderr).toMatch(words);
	});

	it('refuses the old builder, and says what to use', async () => {
		const answer = await session.ask('POST', '/build?t=x', Buffer.alloc(1024), { 'Content-Type': 'application/x-tar' });
		expect(answer.status).toBe(403);
		expect(answer.json.message).toContain('use docker build or docker buildx build');
	});

	it.each([
		['network ls', 'bridge'],
		['volume ls -q', ''],
		['system df --format {{.Type}}', 'Images\nContainers\nLocal Volumes\nBuild Cache'],
		['info --format {{.Containers}}-{{.Swarm.LocalNodeState}}', '0-inactive'],
	])('shows only what is the session’s: docker %s', async (command, shown) => {
		const args = command.split(' ');
		const said = await session.cli.ok(...args, ...(command === 'network ls' ? ['--format', '{{.Name}}'] : []));
		expect(said).toBe(shown);
	});

	it('knows no object of other kinds, so that inspect goes on to its end', async () => {
		expect((await session.cli.run(['inspect', 'nothing'])).stderr).toBe('Error: No such object: nothing\n');
	});
});
