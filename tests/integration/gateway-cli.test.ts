/** The real docker command on a session's gateway: containers and their ports. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { importBusybox } from '../helpers/busybox.ts';
import { testEngine } from '../helpers/engine.ts';
import { TestSession } from '../helpers/gateway.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const base = 'stagecraft-test/gateway-cli:latest';
const server = ['sh', '-c', 'while true; do echo -e "HTTP/1.0 200 OK\\r\\n\\r\\nhello" | nc -l -p 80; done'];

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
	engine = await testEngine();
	await importBusybox(engine, base);
	session = await TestSession.open(engine, [base]);
});
afterAll(async () => {
	await session?.[Symbol.asyncDispose]();
	await engine?.images.remove(base);
	await engine?.[Symbol.asyncDispose]();
});

describe('docker run', () => {
	it('gives input to the program, its output and its exit status back', async () => {
		const args = ['run', '--rm', '-i', base, 'sh', '-c', 'read line; echo "got $line"; cat; echo oops >&2; exit 3'];
		expect(await session.cli.run(args, { input: '1 + 1\nmore\n' })).toEqual({
			status: 3,
			stdout: 'got 1 + 1\nmore\n',
			stderr: 'oops\n',
		});
	});

	it('passes much output whole', async () => {
		const said = await session.cli.run([
			'run',
			'--rm',
			base,
			'sh',
			'-c',
			'dd if=/dev/zero bs=1M count=5 2>/dev/null | cat',
		]);
		expect(said.stdout.length).toBe(5 * 1024 * 1024);
	});

	it('says that an image is neither here nor to be had', async () => {
		const said = await session.cli.run(['run', '--rm', 'alpine:3.20']);
		expect(said.status).toBe(125);
		expect(said.stderr).toContain(
			'does not pull images, and alpine:3.20 is not here. See those that are here by docker images.',
		);
	});

	it('gives a name to a container that has none', async () => {
		const id = await session.cli.ok('run', '-d', base, 'sleep', '60');
		expect(await session.cli.ok('ps', '--format', '{{.Names}}')).toMatch(/^[a-z]+_[a-z]+$/);
		expect(await session.cli.ok('rm', '-f', id.slice(0, 12))).toBe(id.slice(0, 12));
	});

	it('shows the image as it was written', async () => {
		await session.cli.ok('tag', base, 'short');
		await session.cli.ok('create', '--name', 'bare', 'short');
		await session.cli.ok('create', '--name', 'tagged', 'short:latest');
		const listed = await session.cli.ok('ps', '-a', '--format', '{{.Names}} {{.Image}}');
		expect(listed.split('\n').sort()).toEqual(['bare short', 'tagged short:latest']);
		await session.cli.ok('rm', 'bare', 'tagged');
	});

	it('says that a name is taken, in the words of the learner', async () => {
		await session.cli.ok('create', '--name', 'twice', base);
		const said = await session.cli.run(['create', '--name', 'twice', base]);
		expect(said.stderr).toContain('The container name "/twice" is already in use');
		await session.cli.ok('rm', 'twice');
	});
});

describe('ports', () => {
	it('shows them as published, and tells where they are reached', async () => {
		await session.cli.ok('run', '-d', '--name', 'web', '-p', '5000:80', base, ...server);
		expect(await session.cli.ok('ps', '--format', '{{.Names}} {{.Ports}}')).toBe('web 0.0.0.0:5000->80/tcp');
		expect(await session.cli.ok('port', 'web')).toBe('80/tcp -> 0.0.0.0:5000');
		const [published] = session.gateway.ports;
		expect(published).toMatchObject({ container: 'web', containerPort: 80, port: 5000 });
		expect(published?.address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
		expect(session.told.at(-1)).toEqual(session.gateway.ports);
	});

	it('lets containers of the session find each other by name', async () => {
		await expect.poll(() => session.cli.ok('run', '--rm', base, 'wget', '-qO-', 'http://web/')).toBe('hello');
	});

	it('publishes a port once, as docker does', async () => {
		const said = await session.cli.run(['run', '-d', '--name', 'second', '-p', '5000:81', base, 'sleep', '60']);
		expect(said.status).toBe(125);
		expect(said.stderr).toContain('Bind for 0.0.0.0:5000 failed: port is already allocated');
		expect(await session.cli.ok('ps', '-a', '--filter', 'name=^second$', '--format', '{{.State}}')).toBe('created');
	});

	it('tells when the program has ended, and that another may have the port', async () => {
		await session.cli.ok('kill', 'web');
		await expect.poll(() => session.told.at(-1)).toEqual([]);
		expect(await session.cli.ok('start', 'second')).toBe('second');
		await expect.poll(() => session.told.at(-1)).toMatchObject([{ container: 'second', containerPort: 81 }]);
		await session.cli.ok('rm', '-f', 'second');
		await expect.poll(() => session.told.at(-1)).toEqual([]);
		await session.cli.ok('rm', 'web');
	});
});

describe('containers', () => {
	it('runs programs in them, shows their log, copies files in and out', async () => {
		await using folder = await TempFolder.create({ 'in.txt': 'from outside\n' });
		await session.cli.ok('run', '-d', '--name', 'box', base, 'sh', '-c', 'echo started; sleep 600');
		expect(await session.cli.ok('exec', 'box', 'id', '-u')).toBe('0');
		const said = await session.cli.run(['exec', '-i', 'box', 'sh', '-c', 'cat; exit 7'], { input: 'typed\n' });
		expect(said).toEqual({ status: 7, stdout: 'typed\n', stderr: '' });
		await session.cli.ok('exec', '-d', 'box', 'mkdir', '/made');
		await expect.poll(() => session.cli.ok('diff', 'box')).toContain('A /made');
		await session.cli.ok('cp', folder.join('in.txt'), 'box:/made/here.txt');
		expect(await session.cli.ok('exec', 'box', 'cat', '/made/here.txt')).toBe('from outside');
		await session.cli.ok('cp', 'box:/made/here.txt', folder.join('out.txt'));
		expect((await session.cli.run(['cp', 'box:/no', folder.join('x')])).stderr).toMatch(/Could not find the file \/no/);
		await expect.poll(() => session.cli.ok('logs', 'box')).toBe('started');
		expect(await session.cli.ok('top', 'box')).toContain('sleep 600');
		expect(await session.cli.ok('stats', '--no-stream', '--format', '{{.Name}}', 'box')).toBe('box');
		expect(
			await session.cli.ok('inspect', 'box', '--format', '{{.Name}} {{.Config.Labels}} {{.HostConfig.NetworkMode}}'),
		).toBe('/box map[] bridge');
	});

	it('follows a log to the end of the program', async () => {
		await session.cli.ok(
			'run',
			'-d',
			'--name',
			'counts',
			base,
			'sh',
			'-c',
			'for i in 1 2 3; do echo $i; sleep 0.1; done',
		);
		expect(await session.cli.ok('logs', '-f', 'counts')).toBe('1\n2\n3');
		expect(await session.cli.ok('wait', 'counts')).toBe('0');
		await session.cli.ok('rm', 'counts');
	});

	it('renames, stops, starts again', async () => {
		await session.cli.ok('rename', 'box', 'chest');
		await session.cli.ok('stop', '-t', '0', 'chest');
		const exited = ['ps', '-a', '--filter', 'status=exited', '--format', '{{.Names}}'];
		await expect.poll(() => session.cli.ok(...exited)).toBe('chest');
		await session.cli.ok('start', 'chest');
		await session.cli.ok('restart', '-t', '0', 'chest');
		expect(await session.cli.ok('ps', '--filter', `ancestor=${base}`, '--format', '{{.Names}} {{.Image}}')).toBe(
			`chest ${base}`,
		);
	});

	it('prunes those of the session', async () => {
		await session.cli.ok('kill', 'chest');
		await session.cli.ok('wait', 'chest');
		expect(await session.cli.ok('system', 'prune', '-f')).toContain('Deleted Containers:');
		expect(await session.cli.ok('ps', '-aq')).toBe('');
	});
});
