import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { testEngine } from '../helpers/engine.ts';
import { TestSession } from '../helpers/gateway.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const plain = '--progress=plain';

let engine: Engine;
let session: TestSession;
let folder: TempFolder;

beforeAll(async () => {
	engine = await testEngine();
	session = await TestSession.open(engine, ['busybox']);
	folder = await TempFolder.create({
		Dockerfile: [
			'FROM busybox AS build',
			'ARG WORD=hello',
			'WORKDIR /src',
			'COPY a.txt .',
			'RUN echo $WORD > word && cat a.txt >> word',
			'FROM busybox AS extra',
			'RUN echo extra > /extra',
			'FROM scratch',
			'COPY --from=build /src/word /word',
			'',
		].join('\n'),
		'other.Dockerfile': 'FROM scratch\nCOPY a.txt /other\n',
		'other.Dockerfile.dockerignore': 'secret*\n',
		'a.txt': 'file\n',
		'secret.txt': 'not to be sent\n',
	});
});

afterAll(async () => {
	await session[Symbol.asyncDispose]();
	await folder[Symbol.asyncDispose]();
	await engine[Symbol.asyncDispose]();
});

function docker(...args: string[]) {
	return session.cli.run(args, { cwd: folder.path });
}

/** Builds, and gives what the command printed. */
async function build(...args: string[]): Promise<string> {
	const { status, stdout, stderr } = await docker('build', ...args);
	expect({ status, said: status === 0 ? '' : stderr }).toEqual({ status: 0, said: '' });
	return stdout + stderr;
}

async function inspect(tag: string): Promise<{ Config: { Labels: Record<string, string> | null } }> {
	return JSON.parse(await session.cli.ok('image', 'inspect', tag))[0];
}

describe('docker build in a session', () => {
	it('builds, names the image, and tells it in the learner’s words alone', async () => {
		const said = await build(plain, '-t', 'my-app', '.');
		expect(said).toContain('[internal] load metadata for docker.io/library/busybox:latest');
		expect(said).toMatch(/\[build 4\/4\] RUN echo hello > word/);
		expect(said).toContain('naming to docker.io/library/my-app');
		expect(said).not.toContain(session.id);
		expect(said).not.toContain('extra');
		expect(await session.cli.ok('images', '--format', '{{.Repository}}:{{.Tag}}')).toContain('my-app:latest');
	});

	it('finds its own steps in the cache', async () => {
		await build(plain, '-t', 'my-app', '.');
		expect(await build(plain, '-t', 'my-app', '.')).toMatch(/RUN echo hello.*\n#\d+ CACHED/);
	});

	it('takes --no-cache', async () => {
		expect(await build(plain, '--no-cache', '.')).not.toMatch(/RUN echo hello.*\n#\d+ CACHED/);
	});

	it('takes --build-arg, --target and -o to a folder', async () => {
		const out = folder.join('out');
		await build('--build-arg', 'WORD=changed', '-o', out, '.');
		expect(await readFile(`${out}/word`, 'utf8')).toBe('changed\nfile\n');
		await build('--target', 'extra', '-o', `type=local,dest=${out}`, '.');
		expect(await readFile(`${out}/extra`, 'utf8')).toBe('extra\n');
	});

	it('takes -o to an archive and to the standard output', async () => {
		const { status, stdout } = await docker('build', '-o', '-', '.');
		expect(status).toBe(0);
		expect(stdout).toContain('hello\nfile\n');
		await build('-o', `type=tar,dest=${folder.join('out.tar')}`, '.');
		expect(await readFile(folder.join('out.tar'), 'latin1')).toContain('hello\nfile\n');
	});

	it('puts labels on the image, with ours among them and out of sight', async () => {
		await build('-t', 'labelled', '--label', 'who=me', '--label', 'io.stagecraft.job=other', '.');
		expect((await inspect('labelled')).Config.Labels).toEqual({ who: 'me' });
		const inside = await engine.images.inspect(`stagecraft-${session.id}/labelled:latest`);
		expect(inside?.labels).toMatchObject({ who: 'me', 'io.stagecraft.job': session.id });
	});

	it('gives an image several names', async () => {
		await build('-t', 'one:1', '-t', 'me/two', '-t', 'localhost:5000/three:x', '.');
		const names = await session.cli.ok('images', '--format', '{{.Repository}}:{{.Tag}}');
		expect(names.split('\n')).toEqual(expect.arrayContaining(['one:1', 'me/two:latest', 'localhost:5000/three:x']));
	});

	it('prints the id alone with -q, and writes it with --iidfile and --metadata-file', async () => {
		const { stdout } = await docker('build', '-q', '-t', 'quiet', '.');
		expect(stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
		expect(await session.cli.ok('inspect', '-f', '{{.Id}}', 'quiet')).toBe(stdout.trim());
		const [id, metadata] = [folder.join('id'), folder.join('metadata.json')];
		await build('--iidfile', id, '--metadata-file', metadata, '-t', 'quiet', '.');
		expect(await readFile(id, 'utf8')).toBe(stdout.trim());
		const told = JSON.parse(await readFile(metadata, 'utf8'));
		expect(told).toMatchObject({ 'containerimage.digest': stdout.trim(), 'image.name': 'docker.io/library/quiet' });
		expect(JSON.stringify(told)).not.toContain(session.id);
	});

	it('tells its progress as JSON', async () => {
		const said = await build('--progress=rawjson', '.');
		const messages = JSON.parse(`[${said.trim().replaceAll(/\}\n\{/g, '},{')}]`) as { vertexes?: object[] }[];
		const vertexes = messages.flatMap((message) => message.vertexes ?? []);
		expect(vertexes).toContainEqual(
			expect.objectContaining({ name: expect.stringContaining('RUN echo'), inputs: [expect.any(String)] }),
		);
	});

	it('takes another Dockerfile with a .dockerignore of its own', async () => {
		const said = await build(plain, '-f', 'other.Dockerfile', '-o', folder.join('other'), '.');
		expect(said).toContain('load build definition from other.Dockerfile');
		expect(await readdir(folder.join('other'))).toEqual(['other']);
	});

	it('takes a Dockerfile from the standard input, with and without a context', async () => {
		const input = 'FROM busybox\nCOPY a.txt /\nRUN cat /a.txt\n';
		const within = await session.cli.run(['build', plain, '--no-cache', '-f', '-', '.'], { cwd: folder.path, input });
		expect(within.stderr).toMatch(/#\d+ [\d.]+ file/);
		const alone = await session.cli.run(['build', plain, '-'], { input: 'FROM busybox\nRUN echo a""lone\n' });
		expect(alone.stderr).toMatch(/#\d+ [\d.]+ alone/);
	});

	it('takes a folder as a second context, and an image of the session', async () => {
		const said = await build(plain, '-t', 'my-app', '.');
		expect(said).toContain('DONE');
		const input = 'FROM more\nCOPY --from=side a.txt /side\n';
		const args = ['--build-context', `side=${folder.path}`, '--build-context', 'more=docker-image://my-app'];
		const { status, stderr } = await session.cli.run(['build', ...args, '-o', folder.join('second'), '-'], { input });
		expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
		expect((await readdir(folder.join('second'))).sort()).toEqual(['side', 'word']);
	});

	it('gives a secret to the step that asks for it, and to nothing else', async () => {
		const input = 'FROM busybox\nRUN --mount=type=secret,id=s wc -c /run/secrets/s > /size; test ! -s /run/secrets/t\n';
		await folder.write({ token: 'x'.repeat(1234) });
		const args = ['build', '--secret', `id=s,src=${folder.join('token')}`, '-t', 'secretive', '-'];
		const { status, stderr } = await session.cli.run(args, { input });
		expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
	});

	it('starts from images of the session and copies from them, as on an engine of one’s own', async () => {
		await build('-t', 'stage', '--target', 'build', '.');
		const input =
			'FROM busybox AS stage2\nRUN true\nFROM stage\nCOPY --from=my-app:latest /word /again\nRUN --mount=from=stage,target=/m cmp /m/src/word /again && echo s""ame\n';
		await build('-t', 'my-app', '.');
		const { stderr } = await session.cli.run(['build', plain, '--no-cache', '-'], { input });
		expect(stderr).toMatch(/#\d+ [\d.]+ same/);
		expect(stderr).toContain('load metadata for docker.io/library/stage:latest');
		expect(stderr).not.toContain(session.id);
	});

	it('puts a stage before an image of the same name, and an own image before a base', async () => {
		await build('-t', 'build', '--target', 'extra', '.');
		await build('-o', folder.join('stage'), '.');
		expect(await readFile(folder.join('stage/word'), 'utf8')).toBe('hello\nfile\n');
		const own = await TestSession.open(engine, ['busybox']);
		try {
			await own.cli.run(['build', '-t', 'busybox', '-'], { input: 'FROM busybox\nRUN echo mine > /mine\n' });
			const { stderr } = await own.cli.run(['build', plain, '-'], { input: 'FROM busybox\nRUN cat /mine\n' });
			expect(stderr).toMatch(/#\d+ [\d.]+ mine/);
		} finally {
			await own[Symbol.asyncDispose]();
		}
	});

	it('takes --network none, --ulimit, --shm-size and --add-host', async () => {
		const input = 'FROM busybox\nRUN ulimit -n; cat /etc/hosts; cat /proc/mounts\n';
		const options = ['--network', 'none', '--ulimit', 'nofile=99', '--shm-size', '10m', '--add-host', 'db:10.0.0.5'];
		const { stderr } = await session.cli.run(['build', plain, '--no-cache', ...options, '-'], { input });
		expect(stderr).toMatch(/#\d+ [\d.]+ 99\n/);
		expect(stderr).toContain('10.0.0.5\tdb');
		expect(stderr).toContain('size=10240k');
	});

	it('marks the line of a failed step', async () => {
		const { status, stderr } = await session.cli.run(['build', '-'], {
			input: 'FROM busybox\nRUN echo hi && \\\n  false\n',
		});
		expect(status).toBe(1);
		expect(stderr).toContain('>>> RUN echo hi && \\');
		expect(stderr).toMatch(
			/ERROR: (?:failed to build: )?failed to solve: process "\/bin\/sh -c echo hi &&\s+false" did not complete successfully: exit code: 1/,
		);
	});

	it('says that there is no Dockerfile', async () => {
		const empty = await TempFolder.create({ 'x.txt': '' });
		await using _empty = empty;
		const { stderr } = await session.cli.run(['build', '.'], { cwd: empty.path });
		expect(stderr).toContain('open Dockerfile: no such file or directory');
	});

	it('sends a .dockerignore of thousands of lines, and many files', async () => {
		const files = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`many/${index}.txt`, `${index}`]));
		const ignored = Array.from({ length: 2000 }, (_, index) => `many/${index + 3}.txt`).join('\n');
		await using many = await TempFolder.create({
			...files,
			'.dockerignore': ignored,
			Dockerfile: 'FROM busybox\nCOPY many /many\nRUN echo count $(ls /many | wc -l)\n',
		});
		const { stderr } = await session.cli.run(['build', plain, '.'], { cwd: many.path });
		expect(stderr).toMatch(/#\d+ [\d.]+ count 3/);
	});

	it('sends what changed since the last build', async () => {
		await using work = await TempFolder.create({
			'x.txt': 'one',
			Dockerfile: 'FROM busybox\nCOPY x.txt /\nRUN cat /x.txt; echo\n',
		});
		for (const text of ['one', 'two']) {
			await work.write({ 'x.txt': text, Dockerfile: `FROM busybox\nCOPY x.txt /\nRUN cat /x.txt; echo ${text}\n` });
			const { stderr } = await session.cli.run(['build', plain, '--no-cache', '.'], { cwd: work.path });
			expect(stderr).toMatch(new RegExp(`#\\d+ [\\d.]+ ${text}${text}`));
		}
	});
});

describe('docker buildx in a session', () => {
	it('lists and inspects the builder without telling of the engine’s machine', async () => {
		expect(await session.cli.ok('buildx', 'ls')).toContain('linux/amd64');
		const { status, stdout } = await session.cli.run(['buildx', 'inspect']);
		expect(status).toBe(0);
		expect(stdout).toContain('running');
		expect(stdout).not.toMatch(/host-gateway|172\./);
	});

	it('says that the cache belongs to everybody', async () => {
		for (const args of [
			['buildx', 'du'],
			['buildx', 'prune', '-f'],
		]) {
			const { status, stderr } = await session.cli.run(args);
			expect(status).not.toBe(0);
			expect(stderr).toContain('The build cache is shared out by the course');
		}
	});

	it('builds several targets of a bake file', async () => {
		await folder.write({
			'docker-bake.json': JSON.stringify({
				group: { default: { targets: ['a', 'b'] } },
				target: { a: { target: 'build', tags: ['baked:a'] }, b: { target: 'extra', tags: ['baked:b'] } },
			}),
		});
		const { status, stderr } = await docker('buildx', 'bake', '-f', 'docker-bake.json');
		expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
		expect((await session.cli.ok('images', '-q', 'baked')).split('\n')).toHaveLength(2);
	});
});

describe('the end of a build', () => {
	it('comes with Ctrl-C', async () => {
		const stop = new AbortController();
		const { status } = await session.cli.run(['build', plain, '--no-cache', '-'], {
			input: 'FROM busybox\nRUN echo st""arted; sleep 10000\n',
			signal: stop.signal,
			onStderr: (text) => {
				if (text.includes(' started')) stop.abort();
			},
		});
		expect(status).not.toBe(0);
	});

	it('leaves no fault behind', () => {
		expect(session.faults).toEqual([]);
	});
});
