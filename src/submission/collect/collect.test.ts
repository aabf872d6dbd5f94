import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { collect } from './collect.ts';
import type { Collected } from './collected.ts';
import type { CollectLimits } from './limits.ts';

const limits: CollectLimits = {
	contextBytes: 10_000,
	contextEntries: 20,
	fileBytes: 5000,
	seenEntries: 100,
	depth: 4,
	pathBytes: 200,
};

function collectFrom(folder: TempFolder, over: Partial<CollectLimits> = {}, out = 'out'): Promise<Collected> {
	return collect({
		from: folder.join('in'),
		to: folder.join(out),
		limits: { ...limits, ...over },
		dockerfiles: ['Dockerfile'],
		kept: ['solution.md'],
	});
}

const base = { 'in/Dockerfile': 'FROM scratch\r\n', 'in/src/main.go': 'package main\n' };

describe('collect', () => {
	it('copies files with their modes and times, and serves them as a build context', async () => {
		await using folder = await TempFolder.create(base);
		await chmod(folder.join('in/src/main.go'), 0o755);
		await utimes(folder.join('in/src/main.go'), 1000, 2000);
		await symlink('src/main.go', folder.join('in/link.go'));
		await using collected = await collectFrom(folder);
		expect(collected.problems).toEqual([]);
		const context = collected.context(undefined);
		expect((await context.entries()).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
			'file Dockerfile',
			'symlink link.go',
			'directory src',
			'file src/main.go',
		]);
		expect(collected.entry('src/main.go')).toMatchObject({ mode: 0o755, size: 13, modifiedAt: new Date(2_000_000) });
		expect(await text(context.read('src/main.go'))).toBe('package main\n');
		expect(() => context.read('../in/Dockerfile')).toThrow('not a file of the build context');
		expect(await readFile(folder.join('out/Dockerfile'), 'utf8')).toBe('FROM scratch\r\n');
		expect((await stat(folder.join('out/src/main.go'))).mode & 0o777).toBe(0o600);
	});

	it('removes the copy when it is disposed', async () => {
		await using folder = await TempFolder.create(base);
		await (await collectFrom(folder))[Symbol.asyncDispose]();
		await expect(stat(folder.join('out'))).rejects.toThrow('ENOENT');
	});

	it('gives the same hash for the same names, modes and contents, whatever the times', async () => {
		await using one = await TempFolder.create(base);
		await using two = await TempFolder.create(base);
		await using three = await TempFolder.create({ ...base, 'in/src/main.go': 'package other\n' });
		await utimes(two.join('in/Dockerfile'), 1, 1);
		await using a = await collectFrom(one);
		await using b = await collectFrom(two);
		await using c = await collectFrom(three);
		expect(a.hash).toMatch(/^[0-9a-f]{64}$/);
		expect(b.hash).toBe(a.hash);
		expect(c.hash).not.toBe(a.hash);
		await chmod(two.join('in/Dockerfile'), 0o700);
		await using d = await collectFrom(two, {}, 'out-again');
		expect(d.hash).not.toBe(a.hash);
	});

	it('refuses links that leave the folder, by name', async () => {
		await using folder = await TempFolder.create(base);
		await symlink('/etc/passwd', folder.join('in/users'));
		await symlink('../../secret', folder.join('in/src/up'));
		await using collected = await collectFrom(folder);
		expect(collected.problems).toEqual([
			expect.objectContaining({ code: 'link-outside', file: 'src/up' }),
			expect.objectContaining({ code: 'link-outside', file: 'users' }),
		]);
		expect(collected.problems.at(-1)?.message).toMatchInlineSnapshot(
			`"users is a link to /etc/passwd, which is outside the submitted folder."`,
		);
	});

	it('refuses a named pipe and a socket by name, without waiting for them', async () => {
		await using folder = await TempFolder.create(base);
		execFileSync('mkfifo', [folder.join('in/pipe')]);
		const server = createServer().listen(folder.join('in/sock'));
		await using collected = await collectFrom(folder);
		server.close();
		expect(collected.problems.map(({ file, message }) => [file, message]).sort()).toEqual([
			['pipe', 'pipe is a named pipe. Only files, folders and links can be submitted.'],
			['sock', 'sock is a socket. Only files, folders and links can be submitted.'],
		]);
	});

	it.runIf(process.getuid?.() === 0)('refuses a device by name', async () => {
		await using folder = await TempFolder.create(base);
		execFileSync('mknod', [folder.join('in/zero'), 'c', '1', '5']);
		await using collected = await collectFrom(folder);
		expect(collected.problems).toEqual([expect.objectContaining({ code: 'not-a-file', file: 'zero' })]);
	});

	it('stops at the number of entries, and says which limit it is', async () => {
		await using folder = await TempFolder.create(base);
		for (let index = 0; index < 50; index += 1) await writeFile(folder.join(`in/file-${index}`), '');
		await using collected = await collectFrom(folder);
		expect(collected.entries).toHaveLength(20);
		expect(collected.problems).toEqual([
			{
				code: 'too-many-files',
				message: 'The folder has more than 20 files and folders, the limit for a build context.',
				hint: 'Remove what the build does not need, or name it in .dockerignore (node_modules, .git, build results).',
			},
		]);
	});

	it('does not read a huge file: the size alone stops it', async () => {
		await using folder = await TempFolder.create(base);
		await writeFile(folder.join('in/huge'), '');
		await truncate(folder.join('in/huge'), 10 * 1024 ** 4);
		await using collected = await collectFrom(folder);
		expect(collected.problems).toEqual([expect.objectContaining({ code: 'file-too-large', file: 'huge' })]);
	});

	it('stops at the bytes of all files together', async () => {
		await using folder = await TempFolder.create(base);
		for (const name of ['a', 'b', 'c', 'd']) await folder.write({ [`in/${name}`]: 'x'.repeat(4000) });
		await using collected = await collectFrom(folder);
		expect(collected.problems).toEqual([expect.objectContaining({ code: 'too-many-bytes' })]);
		expect(collected.bytes).toBeLessThanOrEqual(10_000);
	});

	it('refuses what lies too deep or has too long a path, by name', async () => {
		await using folder = await TempFolder.create({ ...base, 'in/1/2/3/4/5/x': '', [`in/${'long'.repeat(51)}`]: '' });
		await using collected = await collectFrom(folder);
		expect(collected.problems.map(({ code }) => code).sort()).toEqual(['path-too-long', 'too-deep']);
	});

	it('does not count what .dockerignore leaves out', async () => {
		await using folder = await TempFolder.create({ ...base, 'in/.dockerignore': 'node_modules\nsolution.md\n' });
		for (let index = 0; index < 30; index += 1) await folder.write({ [`in/node_modules/m${index}/index.js`]: '' });
		await symlink('/usr/bin/node', folder.join('in/node_modules/node'));
		await folder.write({ 'in/solution.md': 'kept for us' });
		await using collected = await collectFrom(folder);
		expect(collected.problems).toEqual([]);
		expect(collected.files.map(({ path }) => path)).toEqual([
			'.dockerignore',
			'Dockerfile',
			'solution.md',
			'src/main.go',
		]);
		const seen = await collected.context('node_modules\nsolution.md\n').entries();
		expect(seen.map(({ path }) => path)).toEqual(['.dockerignore', 'Dockerfile', 'src', 'src/main.go']);
	});

	it('looks into ignored folders for exceptions, up to a limit of its own', async () => {
		await using folder = await TempFolder.create({ ...base, 'in/.dockerignore': 'vendor\n!vendor/keep\n' });
		await folder.write({ 'in/vendor/keep': 'k', 'in/vendor/drop': 'd' });
		await using collected = await collectFrom(folder);
		const seen = await collected.context('vendor\n!vendor/keep\n').entries();
		expect(seen.map(({ path }) => path)).toContain('vendor/keep');
		expect(seen.map(({ path }) => path)).not.toContain('vendor/drop');
		for (let index = 0; index < 120; index += 1) await folder.write({ [`in/vendor/v${index}`]: '' });
		await using again = await collectFrom(folder, {}, 'out-again');
		expect(again.problems[0]?.message).toBe(
			'The folder has more than 100 names in all, the limit for looking at a submission.',
		);
	});

	it('uses Dockerfile.dockerignore before .dockerignore', async () => {
		await using folder = await TempFolder.create({
			...base,
			'in/.dockerignore': '*',
			'in/Dockerfile.dockerignore': 'notes',
			'in/notes': 'n',
		});
		await using collected = await collectFrom(folder);
		expect(collected.files.map(({ path }) => path)).toEqual([
			'.dockerignore',
			'Dockerfile',
			'Dockerfile.dockerignore',
			'src/main.go',
		]);
	});

	it('tells an ignore file that Docker refuses', async () => {
		await using folder = await TempFolder.create({ ...base, 'in/.dockerignore': 'a[' });
		await using collected = await collectFrom(folder);
		expect(collected.problems[0]?.message).toBe('.dockerignore cannot be used: syntax error in pattern: a[.');
	});

	it('refuses names that are not UTF-8', async () => {
		await using folder = await TempFolder.create(base);
		await writeFile(Buffer.concat([Buffer.from(folder.join('in/')), Buffer.from([0x66, 0xff])]), '');
		await using collected = await collectFrom(folder);
		expect(collected.problems).toEqual([expect.objectContaining({ code: 'bad-name' })]);
	});

	it('tells at most twenty problems', async () => {
		await using folder = await TempFolder.create(base);
		for (let index = 0; index < 30; index += 1) execFileSync('mkfifo', [folder.join(`in/pipe${index}`)]);
		await using collected = await collectFrom(folder);
		expect(collected.problems).toHaveLength(21);
		expect(collected.problems.at(-1)?.code).toBe('more-problems');
	});

	it('stops when it is cancelled and leaves no copy', async () => {
		await using folder = await TempFolder.create(base);
		const request = { from: folder.join('in'), to: folder.join('out'), limits, dockerfiles: [], kept: [] };
		await expect(collect({ ...request, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
		await expect(stat(folder.join('out'))).rejects.toThrow('ENOENT');
	});

	it('tells a missing folder and a file in its place', async () => {
		await using folder = await TempFolder.create({ file: '' });
		await mkdir(folder.join('empty'));
		const request = { to: folder.join('out'), limits, dockerfiles: [], kept: [] };
		await expect(collect({ ...request, from: folder.join('none') })).rejects.toMatchObject({
			code: 'submission-not-found',
		});
		await expect(collect({ ...request, from: folder.join('file') })).rejects.toMatchObject({
			code: 'submission-invalid',
		});
		await using empty = await collect({ ...request, from: folder.join('empty') });
		expect(empty.entries).toEqual([]);
	});
});
