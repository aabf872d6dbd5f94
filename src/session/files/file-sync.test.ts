import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderFiles } from '#submission/folder-files.ts';
import { FakeRemoteFiles } from '../../../tests/helpers/fake-remote-files.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { FileSync } from './file-sync.ts';
import type { LearnerFiles } from './learner-files.ts';
import { MemoryFile } from './sync-memory.ts';

let folder: TempFolder;
let remote: FakeRemoteFiles;
let disk: FolderFiles;

beforeEach(async () => {
	folder = await TempFolder.create();
	remote = new FakeRemoteFiles();
	disk = new FolderFiles(folder.join('files'));
});

afterEach(async () => {
	await folder[Symbol.asyncDispose]();
});

function learnerFiles(): LearnerFiles {
	return {
		list: () => disk.list(),
		bytes: (path, maxBytes) => disk.read(path, maxBytes),
		write: (path, bytes, mode, expected) => disk.write(path, bytes, mode, expected),
		remove: (path, expected) => disk.remove(path, expected),
		onChange: () => ({ [Symbol.dispose]: () => undefined }),
	};
}

function open(workspace = 'one', files = learnerFiles()): Promise<FileSync> {
	return FileSync.open({ files, remote, workspace, memory: new MemoryFile(folder.join('sync.json')) });
}

async function here(): Promise<Record<string, string>> {
	const paths = [...(await disk.list()).keys()].sort();
	const texts = await Promise.all(paths.map(async (path) => [path, String(await disk.read(path, 1000))]));
	return Object.fromEntries(texts);
}

/** A sync that has brought these files to both sides. */
async function settled(files: Record<string, string>): Promise<FileSync> {
	for (const [path, text] of Object.entries(files)) await folder.write({ [`files/${path}`]: text });
	const sync = await open();
	await sync.settle();
	expect(remote.texts()).toEqual(files);
	return sync;
}

describe('FileSync', () => {
	it('fills a new workspace, with the modes', async () => {
		await disk.write('run.sh', Buffer.from('echo\n'), 0o755, undefined);
		await settled({ Dockerfile: 'FROM busybox\n', 'app/main.txt': 'hello\n', 'run.sh': 'echo\n' });
		expect(remote.files.get('run.sh')?.mode).toBe(0o755);
	});

	it('brings changes, new files and removals both ways', async () => {
		const sync = await settled({ one: '1', two: '2', three: '3', four: '4' });
		remote.write('one', 'from the terminal');
		remote.write('deep/new', 'new there');
		remote.files.delete('two');
		await folder.write({ 'files/three': 'from the editor', 'files/made': 'new here' });
		await disk.remove('four', (await disk.list()).get('four')?.version ?? '');
		await sync.settle();
		const both = { 'deep/new': 'new there', made: 'new here', one: 'from the terminal', three: 'from the editor' };
		expect(await here()).toEqual(both);
		expect(remote.texts()).toEqual(both);
		expect(sync.conflicts).toEqual([]);
	});

	it('keeps both texts when both sides changed a file, on both sides', async () => {
		const sync = await settled({ Dockerfile: 'FROM a\n' });
		remote.write('Dockerfile', 'FROM terminal\n');
		await folder.write({ 'files/Dockerfile': 'FROM editor\n' });
		await sync.settle();
		const both = { Dockerfile: 'FROM editor\n', 'Dockerfile.from-terminal': 'FROM terminal\n' };
		expect(await here()).toEqual(both);
		expect(remote.texts()).toEqual(both);
		expect(sync.conflicts).toEqual([{ path: 'Dockerfile', kept: 'Dockerfile.from-terminal' }]);
		remote.files.delete('Dockerfile.from-terminal');
		await sync.settle();
		expect(sync.conflicts).toEqual([]);
	});

	it('keeps each text of a second conflict apart', async () => {
		const sync = await settled({ Dockerfile: 'FROM a\n' });
		for (const round of ['1', '2']) {
			remote.write('Dockerfile', `terminal ${round}`);
			await folder.write({ 'files/Dockerfile': `editor ${round}` });
			await sync.settle();
		}
		expect(await here()).toEqual({
			Dockerfile: 'editor 2',
			'Dockerfile.from-terminal': 'terminal 1',
			'Dockerfile.from-terminal-2': 'terminal 2',
		});
	});

	it('rescues what the terminal writes in the very moment in which the file is replaced', async () => {
		const sync = await settled({ Dockerfile: 'FROM a\n' });
		await folder.write({ 'files/Dockerfile': 'FROM editor\n' });
		remote.beforeApply = () => {
			remote.beforeApply = () => undefined;
			remote.write('Dockerfile', 'FROM terminal\n');
		};
		await sync.settle();
		expect(await here()).toEqual({ Dockerfile: 'FROM editor\n', 'Dockerfile.from-terminal': 'FROM terminal\n' });
		expect(remote.texts()).toEqual(await here());
		expect(sync.conflicts).toHaveLength(1);
	});

	it('does not write over what the editor saves in the very moment', async () => {
		const sync = await settled({ Dockerfile: 'FROM a\n' });
		remote.write('Dockerfile', 'FROM terminal\n');
		remote.beforeScan = () => {
			remote.beforeScan = () => undefined;
			disk.list = async () => {
				disk.list = FolderFiles.prototype.list;
				const listed = await disk.list();
				await folder.write({ 'files/Dockerfile': 'FROM editor\n' });
				return listed;
			};
		};
		await sync.settle();
		expect(await here()).toEqual({ Dockerfile: 'FROM editor\n', 'Dockerfile.from-terminal': 'FROM terminal\n' });
	});

	it('takes a folder that is gone as a new one, not as files that were removed', async () => {
		const sync = await settled({ Dockerfile: 'FROM a\n' });
		remote.files.clear();
		remote.present = false;
		await sync.settle();
		expect(await here()).toEqual({ Dockerfile: 'FROM a\n' });
		expect(remote.texts()).toEqual(await here());
	});

	it('removes nothing because of a folder that cannot be read', async () => {
		const sync = await settled({ 'app/main.txt': 'hello' });
		remote.complete = false;
		remote.files.delete('app/main.txt');
		await sync.settle();
		expect(await here()).toEqual({ 'app/main.txt': 'hello' });
	});

	it('leaves a file alone that cannot be read', async () => {
		const sync = await settled({ Dockerfile: 'FROM a\n' });
		remote.write('Dockerfile', 'secret');
		remote.hide('Dockerfile');
		await folder.write({ 'files/Dockerfile': 'FROM editor\n' });
		await sync.settle();
		expect(sync.leftOut).toBe(1);
		expect(remote.text('Dockerfile')).toBe('secret');
		expect(await here()).toEqual({ Dockerfile: 'FROM editor\n' });
	});

	it('leaves what is too large for it on the runner alone, on both sides', async () => {
		const sync = await settled({ data: 'small' });
		await folder.write({ 'files/data': 'x'.repeat(9 * 1024 ** 2) });
		await sync.settle();
		expect(remote.text('data')).toBe('small');
	});

	it('goes on after a crash with the same workspace', async () => {
		await settled({ one: '1', two: '2' });
		remote.files.delete('one');
		remote.write('two', 'written before the crash');
		await (await open()).settle();
		expect(await here()).toEqual({ two: 'written before the crash' });
	});

	it('removes nothing because of a new workspace', async () => {
		await settled({ one: '1' });
		remote.files.clear();
		await (await open('another')).settle();
		expect(await here()).toEqual({ one: '1' });
		expect(remote.texts()).toEqual({ one: '1' });
	});

	it('finds the kept text again when it was cut off before the workspace had it', async () => {
		const sync = await settled({ Dockerfile: 'FROM a\n' });
		remote.write('Dockerfile', 'FROM terminal\n');
		await folder.write({ 'files/Dockerfile': 'FROM editor\n' });
		remote.beforeApply = () => {
			throw new Error('the engine is gone');
		};
		await expect(sync.settle()).rejects.toThrow('the engine is gone');
		remote.beforeApply = () => undefined;
		await (await open()).settle();
		expect(await here()).toEqual({ Dockerfile: 'FROM editor\n', 'Dockerfile.from-terminal': 'FROM terminal\n' });
		expect(remote.texts()).toEqual(await here());
	});

	it('ends also when somebody writes without end', async () => {
		const sync = await settled({ log: '0' });
		let count = 0;
		remote.beforeScan = () => remote.write('log', String(++count));
		await sync.settle();
		expect(Number((await here())['log'])).toBeGreaterThan(1);
	});

	it('leaves no part of a file behind', async () => {
		const sync = await settled({ 'app/a': '1' });
		remote.write('app/a', '2');
		remote.write('app/b', '3');
		await sync.settle();
		expect((await readdir(folder.join('files/app'))).sort()).toEqual(['a', 'b']);
	});
});
