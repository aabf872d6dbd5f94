/** Dockerfiles and options of the real docker command that reach for what is not the learner's. */
import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engineHazard } from '#dockerfile/engine-hazard.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import type { Engine } from '#engine/engine.ts';
import { defaultLimits } from '#gateway/limits.ts';
import { testEngine } from '../../helpers/engine.ts';
import { TestSession } from '../../helpers/gateway.ts';
import { TempFolder } from '../../helpers/temp-folder.ts';

const plain = '--progress=plain';

let engine: Engine;
let victim: TestSession;
let session: TestSession;

beforeAll(async () => {
	engine = await testEngine();
	victim = await TestSession.open(engine, ['busybox']);
	session = await TestSession.open(engine, ['busybox'], {
		inspectDockerfile: (text) => {
			const hazard = engineHazard(parseDockerfile(text));
			return hazard && { message: hazard.message, line: hazard.line };
		},
	});
	await victim.cli.run(['build', '-t', 'private', '-'], { input: 'FROM busybox\nRUN echo secret > /secret\n' });
});
afterEach(() => {
	expect(session.faults).toEqual([]);
});
afterAll(async () => {
	await session?.[Symbol.asyncDispose]();
	await victim?.[Symbol.asyncDispose]();
	await engine?.[Symbol.asyncDispose]();
});

async function build(dockerfile: string, ...options: string[]): Promise<{ status: number; said: string }> {
	const { status, stdout, stderr } = await session.cli.run(['build', plain, ...options, '-'], { input: dockerfile });
	return { status, said: stdout + stderr };
}

/** `VICTIM` stands for the first part of the other session's engine-side names. */
const dockerfiles: readonly (readonly [threat: string, text: string, words: RegExp])[] = [
	[
		'reaches the engine’s network by ADD',
		'FROM busybox\nADD http://127.0.0.1:2375/info /x\n',
		/127\.0\.0\.1:2375\/info is not offered here/,
	],
	[
		'reaches the cloud’s metadata by ADD',
		'FROM busybox\nADD http://169.254.169.254/latest/ /x\n',
		/169\.254.*is not offered here/,
	],
	[
		'fetches a Git repository',
		'FROM busybox\nADD https://github.com/moby/moby.git /x\n',
		/a Git repository \(.*\) is not offered here/,
	],
	[
		'starts from an image of a registry',
		'FROM registry.example/evil:1\n',
		/registry.example\/evil:1 is not offered here/,
	],
	[
		'copies from an image of a registry',
		'FROM busybox\nCOPY --from=nginx / /x\n',
		/library\/nginx:latest is not offered here/,
	],
	[
		'mounts an image of a registry',
		'FROM busybox\nRUN --mount=from=nginx,target=/n true\n',
		/nginx:latest is not offered here/,
	],
	['starts from another learner’s image', 'FROM private\n', /library\/private:latest is not offered here/],
	['starts from it by its engine-side name', 'FROM VICTIM/private\n', /private:latest is not offered here/],
	[
		'copies from it by its engine-side name',
		'FROM busybox\nCOPY --from=docker.io/VICTIM/private:latest /secret /\n',
		/is not offered here/,
	],
	[
		'starts from a base of the engine that is none of the lab',
		'FROM debian:trixie\n',
		/debian:trixie is not offered here/,
	],
	[
		'takes the network of the host in a step',
		'FROM busybox\nRUN --network=host true\n',
		/the network of the host is not offered/,
	],
	[
		'takes more rights in a step',
		'FROM busybox\nRUN --security=insecure true\n',
		/not offered|unknown flag: security|unknown flag: --security/i,
	],
	['uses an SSH key', 'FROM busybox\nRUN --mount=type=ssh,required ssh-add -l\n', /ssh/i],
	['ends the engine: no stage', 'ARG A=1\n', /Dockerfile(?::1)?: .*FROM/],
	['ends the engine: an empty pattern', 'FROM busybox\nARG A=1\nRUN echo $' + '{A#}\n', /Dockerfile:3: /],
	[
		'ends the engine: stages in a circle',
		'FROM a AS u\nFROM a AS x\nCOPY --from=y /a /b\nFROM x AS y\n',
		/Dockerfile:\d+: /,
	],
	[
		'keeps the engine busy for hours',
		`FROM busybox\nENV A=${'x'.repeat(16)}\n${'ENV A=$A$A\n'.repeat(16)}`,
		/Dockerfile:\d+: /,
	],
];

describe('a Dockerfile', () => {
	it.each(dockerfiles)('that %s is refused', async (_, text, words) => {
		const { status, said } = await build(text.replaceAll('VICTIM', `stagecraft-${victim.id}`));
		expect(said).toMatch(words);
		expect(status).not.toBe(0);
		await engine.ping();
	});

	it('that asks for a front end of a registry is built by the engine’s own', async () => {
		const { status, said } = await build('# syntax=registry.example/evil:1\nFROM busybox\nRUN echo own > /x\n');
		expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });
	});

	it('that is refused is shown with its line', async () => {
		const { said } = await build('FROM busybox\nARG A=1\nRUN echo $' + '{A#}\n');
		expect(said).toMatch(/3 \| >>> RUN echo \$\{A#\}/);
	});

	it('that labels its image as another session’s gets the labels of its own', async () => {
		const { status } = await build(
			`FROM busybox\nLABEL io.stagecraft.job=${victim.id} io.stagecraft.role=base\n`,
			'-t',
			'labelled',
		);
		expect(status).toBe(0);
		const image = await engine.images.inspect(`stagecraft-${session.id}/labelled:latest`);
		expect(image?.labels).toMatchObject({ 'io.stagecraft.job': session.id, 'io.stagecraft.role': 'session' });
	});

	it('whose steps want more memory, or write larger files, than allowed are ended', async () => {
		const build = { memoryBytes: 64e6, pids: 40, cpus: 1, fileBytes: 1_000_000 };
		await using small = await TestSession.open(engine, ['busybox'], { limits: { ...defaultLimits, build } });
		const ended = async (step: string) =>
			(await small.cli.run(['build', plain, '-'], { input: `FROM busybox\nRUN ${step}\n` })).stderr;
		expect(await ended('dd if=/dev/zero of=/dev/null bs=12G count=1')).toMatch(/exit code: \d|out of memory/i);
		expect(await ended('dd if=/dev/zero of=/huge bs=1M count=50')).toMatch(
			/File too large|File size limit|exit code: \d/,
		);
	});

	it('that takes too long is ended', async () => {
		const short = await TestSession.open(engine, ['busybox'], {
			limits: { ...defaultLimits, buildMilliseconds: 2_000 },
		});
		await using _short = short;
		const { status, stderr } = await short.cli.run(['build', plain, '-'], { input: 'FROM busybox\nRUN sleep 1000\n' });
		expect(status).not.toBe(0);
		expect(stderr).toContain('The build took more than 2 seconds and was ended.');
	});

	it('that prints without an end is cut off', async () => {
		const { said } = await build('FROM busybox\nRUN dd if=/dev/zero bs=1M count=40 | tr "\\0" x; echo\n');
		expect(said.length).toBeLessThan(12_000_000);
	});
});

describe('an option', () => {
	it.each([
		[
			'--cache-from',
			['--cache-from', 'type=registry,ref=registry.example/x'],
			/--cache-from and --cache-to are not offered/,
		],
		[
			'--cache-from, the short way',
			['--cache-from', 'registry.example/x'],
			/--cache-from and --cache-to are not offered/,
		],
		['--cache-to', ['--cache-to', 'type=local,dest=/tmp/x'], /not offered|not supported/],
		['--push', ['--push', '-t', 'registry.example/x'], /Pushing to a registry is not offered|not offered here/],
		['--platform', ['--platform', 'linux/arm64'], /--platform linux\/arm64 is not offered/],
		['--allow', ['--allow', 'network.host'], /--allow network.host is not offered/],
		['--network host', ['--network', 'host'], /--network host is not offered|network.host/],
		['--cgroup-parent', ['--cgroup-parent', '/x'], /--cgroup-parent is not offered/],
		['--sbom', ['--sbom', 'true'], /not offered|not supported/i],
		['BUILDKIT_SYNTAX', ['--build-arg', 'BUILDKIT_SYNTAX=registry.example/evil'], /BUILDKIT_SYNTAX is not offered/],
		['--pull', ['--pull'], /--pull is not offered/],
	])('%s is refused in words', async (_, options, words) => {
		const { status, said } = await build('FROM busybox\n', ...options);
		expect(said).toMatch(words);
		expect(status).not.toBe(0);
	});

	it('that names a Git repository or an archive as the context is refused in words', async () => {
		const git = await session.cli.run(['build', 'https://github.com/moby/moby.git']);
		expect(git.stderr).toContain('from Git or from the web is not offered here');
		await using folder = await TempFolder.create({ Dockerfile: 'FROM busybox\n' });
		const input = execFileSync('tar', ['-c', '-C', folder.path, '.']);
		const archive = await session.cli.run(['build', '-'], { input });
		expect(archive.stderr).toContain('A build context from standard input');
	});
});
