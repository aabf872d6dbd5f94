import { expect, it } from 'vitest';
import { ociArchive } from '../../../tests/helpers/image-archives.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import type { CliContext } from '../context.ts';
import { runCommandLine } from '../run.ts';
import { imageCommand } from './image.ts';

async function run(cwd: string, ...args: string[]) {
	let out = '';
	let notes = '';
	const context = {
		out: (text: string) => {
			out += text;
		},
		note: (line: string) => {
			notes += `${line}\n`;
		},
		progress: { show: () => undefined, finish: () => undefined },
		signal: new AbortController().signal,
		cwd,
		color: false,
		columns: 80,
	} as unknown as CliContext;
	const status = await runCommandLine([imageCommand], ['image', ...args], context, '1.2.3');
	return { status, out, notes };
}

async function folderWithArchive() {
	const archive = await ociArchive([{ layers: [{ content: [{ name: 'app', content: 'hello' }] }], tags: ['x:1'] }]);
	return await TempFolder.create({ 'x.tar': archive, 'text.tar': 'no archive' });
}

it('shows an archive as text', async () => {
	await using folder = await folderWithArchive();
	const { status, out } = await run(folder.path, 'x.tar');
	expect(status).toBe(0);
	expect(out).toMatch(/^x\.tar\n {2}id {8}sha256:[0-9a-f]{64}\n/);
	expect(out).toContain('unpacked  5 B  5 bytes');
	expect(out).toContain('add --transfer');
});

it('gives all of it as JSON, with the transfer size when asked', async () => {
	await using folder = await folderWithArchive();
	const { out } = await run(folder.path, folder.join('x.tar'), '--format', 'json', '--transfer');
	expect(JSON.parse(out)).toMatchObject({
		schema: 'stagecraft.image/1',
		engineBytes: null,
		tags: ['x:1'],
		unpackedBytes: 5,
		transferBytes: expect.any(Number),
		files: [{ path: 'app', size: 5 }],
	});
});

it.each([
	['no-such.tar', 'There is no archive no-such.tar.'],
	['./image', 'There is no archive ./image.'],
	['.', 'There is no archive .: it is no file.'],
])('says that there is no archive %s, without asking an engine', async (name, message) => {
	await using folder = await folderWithArchive();
	const { status, out, notes } = await run(folder.path, name);
	expect({ status, out }).toEqual({ status: 2, out: '' });
	expect(notes).toContain(message);
});

it('says what is wrong with a file that is none', async () => {
	await using folder = await folderWithArchive();
	const { status, notes } = await run(folder.path, 'text.tar');
	expect(status).toBe(2);
	expect(notes).toContain('The file is not a tar archive.\nHint: ');
});
