import { mkdir, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#lab/schema.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { collect } from './collect.ts';
import { type DockerfileText, readDockerfile } from './dockerfile-text.ts';
import { collectLimits } from './limits.ts';

async function read(folder: TempFolder): Promise<DockerfileText> {
	await mkdir(folder.join('in'), { recursive: true });
	await using collected = await collect({
		from: folder.join('in'),
		to: folder.join('out'),
		limits: collectLimits(defaultLimits),
		dockerfiles: ['Dockerfile'],
		kept: [],
	});
	return readDockerfile(collected, 'Dockerfile');
}

async function problemOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
	await using folder = await TempFolder.create(files);
	const result = await read(folder);
	return result.ok ? 'none' : `${result.problem.code}: ${result.problem.message} ${result.problem.hint}`;
}

describe('readDockerfile', () => {
	it('keeps the bytes as they are', async () => {
		await using folder = await TempFolder.create({ 'in/Dockerfile': '\uFEFFFROM scratch\r\n' });
		expect(await read(folder)).toEqual({
			ok: true,
			path: 'Dockerfile',
			text: '\uFEFFFROM scratch\r\n',
			notes: [],
		});
	});

	it('takes a name in odd case, with a note', async () => {
		await using folder = await TempFolder.create({ 'in/DockerFile': 'FROM scratch\n' });
		const result = await read(folder);
		expect(result).toMatchObject({ ok: true, path: 'DockerFile' });
		expect(result.ok && result.notes[0]).toContain('DockerFile was taken as the Dockerfile');
	});

	it('follows a link inside the folder', async () => {
		await using folder = await TempFolder.create({ 'in/docker/main': 'FROM scratch\n' });
		await symlink('docker/main', folder.join('in/Dockerfile'));
		expect(await read(folder)).toMatchObject({ ok: true, text: 'FROM scratch\n' });
	});

	it.each([
		['missing', {}, 'no-dockerfile: There is no Dockerfile in the folder. Put your'],
		[
			'another name',
			{ 'in/Dockerfile.txt': 'FROM a' },
			'no-dockerfile: There is no Dockerfile in the folder, but there is Dockerfile.txt. Rename',
		],
		['one folder down', { 'in/app/Dockerfile': 'FROM a' }, 'but there is app/Dockerfile.'],
		['only its policy', { 'in/Dockerfile.rego': 'x' }, 'no-dockerfile: There is no Dockerfile in the folder. Put'],
		['empty', { 'in/Dockerfile': '' }, 'empty-dockerfile: Dockerfile is empty.'],
		['blank lines', { 'in/Dockerfile': '\n \r\n' }, 'empty-dockerfile: Dockerfile is empty.'],
		[
			'commented out',
			{ 'in/Dockerfile': '# FROM a\n  # RUN b\n' },
			'empty-dockerfile: Every line of Dockerfile is a comment',
		],
		[
			'binary',
			{ 'in/Dockerfile': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]) },
			'binary-dockerfile: Dockerfile is not a text file.',
		],
		[
			'not UTF-8',
			{ 'in/Dockerfile': new Uint8Array([0x46, 0xff, 0x41]) },
			'binary-dockerfile: Dockerfile is not a text file.',
		],
		[
			'UTF-16',
			{ 'in/Dockerfile': Buffer.from('\uFEFFFROM a', 'utf16le') },
			'binary-dockerfile: Dockerfile is saved as UTF-16',
		],
		['a folder', { 'in/Dockerfile/x': '' }, 'dockerfile-is-a-folder: Dockerfile is a folder, not a file.'],
		[
			'too large',
			{ 'in/Dockerfile': `# ${'x'.repeat(1024 * 1024)}` },
			'dockerfile-too-large: Dockerfile is larger than 1 MiB',
		],
	])('%s', async (_, files, expected) => {
		expect(await problemOf(files)).toContain(expected);
	});

	it('tells a link to nothing', async () => {
		await using folder = await TempFolder.create();
		await mkdir(folder.join('in'));
		await symlink('gone', folder.join('in/Dockerfile'));
		const result = await read(folder);
		expect(!result.ok && result.problem.message).toBe(
			'Dockerfile is a link to gone, which is not a file of the folder.',
		);
	});
});
