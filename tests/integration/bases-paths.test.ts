/** A base made here has what Dockerfiles rely on in the public image of the same name: paths, users, variables. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, RunRequest, RunResult } from '#engine/engine.ts';
import { certificatesIn, hostExtraCertificates } from '#engine/host-certificates.ts';
import { labelNames } from '#engine/labels.ts';
import { testEngine } from '../helpers/engine.ts';
import { haveBases } from '../helpers/prepared-bases.ts';

/** All bases from nothing: the time that the course promises, with room for a slow mirror. */
const prepareMilliseconds = 20 * 60 * 1000;

const distroless = (name: string, tag: string): string => `gcr.io/distroless/${name}-debian13:${tag}`;
const distrolessNames = ['static', 'base', 'python3', 'nodejs24'];
const withShell = [
	...['debian:trixie', 'debian:trixie-slim', 'busybox:latest', 'golang:1.27'],
	...['python:3.13', 'python:3.13-slim', 'node:24', 'node:24-slim'],
];

let engine: Engine;

beforeAll(async () => {
	engine = await testEngine();
	const tags = distrolessNames.flatMap((name) => [distroless(name, 'latest'), distroless(name, 'nonroot')]);
	await haveBases(engine, ...withShell, ...tags);
}, prepareMilliseconds);

afterAll(async () => {
	await engine?.[Symbol.asyncDispose]();
});

async function run(image: string, request: Partial<RunRequest>): Promise<RunResult> {
	return await engine.containers.run({
		image,
		labels: { [labelNames.role]: 'helper' },
		limits: { memoryBytes: 512 * 1024 ** 2, pids: 64, cpus: 2 },
		timeoutMilliseconds: 60_000,
		outputBytes: 1024 ** 2,
		...request,
	});
}

async function shell(image: string, script: string): Promise<string> {
	const result = await run(image, { entrypoint: ['sh', '-ec', script] });
	expect(Buffer.from(result.stderr).toString('utf8'), script).toBe('');
	return Buffer.from(result.stdout).toString('utf8').trim();
}

/** A shell's line that tells where it finds each program. */
const places = (...names: string[]): string => `for name in ${names.join(' ')}; do command -v $name; done`;

describe('Debian', () => {
	it.each(['debian:trixie', 'debian:trixie-slim'])('%s has its release and its sources', async (image) => {
		expect(await shell(image, '. /etc/os-release; echo $ID $VERSION_CODENAME')).toBe('debian trixie');
		expect(await shell(image, 'ls /etc/apt/sources.list.d /etc/apt/apt.conf.d')).toContain('debian.sources');
		expect(await shell(image, 'grep ^Suites: /etc/apt/sources.list.d/debian.sources')).toBe(
			'Suites: trixie trixie-updates\nSuites: trixie-security',
		);
	});

	it('has manuals in the full image alone', async () => {
		const count = 'find /usr/share/man /usr/share/locale -type f 2>/dev/null | wc -l';
		expect(Number(await shell('debian:trixie', count))).toBeGreaterThan(100);
		expect(Number(await shell('debian:trixie-slim', count))).toBeLessThan(5);
	});
});

describe('golang:1.27', () => {
	it('has Go, its variables and a C compiler', async () => {
		const script =
			'command -v go; go env GOROOT GOPATH GOTOOLCHAIN; pwd; test "go$GOLANG_VERSION" = "$(go env GOVERSION)"';
		expect(await shell('golang:1.27', script)).toBe('/usr/local/go/bin/go\n/usr/local/go\n/go\nlocal\n/go');
		expect(await shell('golang:1.27', 'echo $GOLANG_VERSION')).toMatch(/^1\.27\.\d+$/);
		expect(await shell('golang:1.27', places('gcc', 'git', 'make'))).toBe('/usr/bin/gcc\n/usr/bin/git\n/usr/bin/make');
	});
});

describe('Python', () => {
	const images = ['python:3.13', 'python:3.13-slim'];

	it.each(images)('%s is at home in /usr/local', async (image) => {
		const script = `
			${places('python', 'python3', 'python3.13', 'pip', 'pip3')}
			python -c 'import sys, site, sysconfig; print(sys.prefix, *site.getsitepackages()); print(sysconfig.get_path("scripts"), sysconfig.get_path("include"))'
			test "$PYTHON_VERSION" = "$(python -c 'import platform; print(platform.python_version())')"
			pip --version | cut -d' ' -f3-
		`;
		const names = ['python', 'python3', 'python3.13', 'pip', 'pip3'].map((name) => `/usr/local/bin/${name}`);
		expect((await shell(image, script)).split('\n')).toEqual([
			...names,
			'/usr/local /usr/local/lib/python3.13/site-packages',
			'/usr/local/bin /usr/local/include/python3.13',
			'from /usr/local/lib/python3.13/site-packages/pip (python 3.13)',
		]);
	});

	it.each(images)('%s has the modules that need a library', async (image) => {
		const modules = [
			'ssl',
			'sqlite3',
			'ctypes',
			'bz2',
			'lzma',
			'zlib',
			'readline',
			'curses',
			'uuid',
			'dbm.gnu',
			'venv',
		];
		expect(await shell(image, `python -c 'import ${modules.join(', ')}; print("all there")'`)).toBe('all there');
	});

	it('compiles programs against its headers in the full image', async () => {
		const script =
			'echo "#include <Python.h>" > /tmp/a.c; gcc $(python3-config --includes) -c /tmp/a.c -o /tmp/a.o; echo ok';
		expect(await shell('python:3.13', script)).toBe('ok');
	});
});

describe('Node', () => {
	it.each(['node:24', 'node:24-slim'])('%s has Node, its package managers and its user', async (image) => {
		const script = `
			${places('node', 'npm', 'npx', 'corepack', 'yarn')}
			test "v$NODE_VERSION" = "$(node --version)"
			id node
			test -d /usr/local/lib/node_modules/npm
			npm --version | cut -d. -f1
		`;
		const names = ['node', 'npm', 'npx', 'corepack', 'yarn'].map((name) => `/usr/local/bin/${name}`);
		expect((await shell(image, script)).split('\n')).toEqual([
			...names,
			'uid=1000(node) gid=1000(node) groups=1000(node)',
			'11',
		]);
	});

	it('takes options and scripts as arguments of node', async () => {
		const result = await run('node:24-slim', { cmd: ['-p', '6 * 7'] });
		expect(Buffer.from(result.stdout).toString('utf8')).toBe('42\n');
	});
});

describe('distroless', () => {
	it.each(distrolessNames)('%s has no shell, and a variant for a user without rights', async (name) => {
		const nonroot = await engine.images.inspect(distroless(name, 'nonroot'));
		expect(nonroot).toMatchObject({ user: '65532', workdir: '/home/nonroot' });
		const result = await run(distroless(name, 'latest'), { entrypoint: ['/bin/sh'], cmd: ['-c', 'true'] });
		expect(result.outcome).toBe('not-started');
	});

	it('runs Python as its user, from the place of Debian', async () => {
		const script = 'import os, sys, ssl, sqlite3; print(sys.executable, os.getuid(), os.getcwd())';
		const result = await run(distroless('python3', 'nonroot'), { cmd: ['-c', script] });
		expect(Buffer.from(result.stdout).toString('utf8')).toBe('/usr/bin/python3.13 65532 /home/nonroot\n');
	});

	it('runs Node from the place of the original', async () => {
		const result = await run(distroless('nodejs24', 'nonroot'), { cmd: ['-p', 'process.execPath'] });
		expect(Buffer.from(result.stdout).toString('utf8')).toBe('/nodejs/bin/node\n');
	});

	it('tells scanners what it is made of', async () => {
		const script = 'import os; print(*sorted(os.listdir("/var/lib/dpkg/status.d")))';
		const result = await run(distroless('python3', 'latest'), { cmd: ['-c', script] });
		const packages = Buffer.from(result.stdout).toString('utf8').trim().split(' ');
		expect(packages).toEqual(expect.arrayContaining(['base-files', 'ca-certificates', 'libc6', 'python3.13-minimal']));
	});
});

describe('certificates', () => {
	const file = '/etc/ssl/certs/ca-certificates.crt';

	it.each(withShell)('%s trusts the authorities that the host adds', async (image) => {
		const extra = await hostExtraCertificates();
		const trusted = certificatesIn(await shell(image, `if [ -e ${file} ]; then cat ${file}; fi`));
		expect(trusted).toEqual(expect.arrayContaining([...extra]));
	});

	it('are trusted beside the public ones in distroless', async () => {
		const result = await run(distroless('python3', 'latest'), { cmd: ['-c', `print(open('${file}').read())`] });
		const trusted = certificatesIn(Buffer.from(result.stdout).toString('utf8'));
		expect(trusted).toEqual(expect.arrayContaining([...(await hostExtraCertificates())]));
		expect(trusted.length).toBeGreaterThan(100);
	});
});
