import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { TempFolder } from '../../tests/helpers/temp-folder.ts';
import { testLab } from '../../tests/helpers/test-lab.ts';
import { WorkFolder } from './work-folder.ts';

async function workIn(folder: TempFolder): Promise<WorkFolder> {
	await folder.write({ 'lab/starter/Dockerfile': 'FROM busybox\n', 'lab/starter/app/main.txt': 'hello\n' });
	const loaded: LoadedLab = {
		lab: testLab({
			files: [
				{ path: 'Dockerfile', role: 'dockerfile', required: true },
				{ path: 'app/main.txt', role: 'source' },
				{ path: 'solution.md', role: 'document' },
				{ path: 'fixed.txt', role: 'source', editable: false },
			],
		}),
		dir: folder.join('lab'),
	};
	return new WorkFolder(loaded, folder.join('work'));
}

describe('WorkFolder', () => {
	it('copies the starter on first use', async () => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		const read = await work.read();
		expect(read.files.map(({ path, text, editable }) => [path, text, editable])).toEqual([
			['Dockerfile', 'FROM busybox\n', true],
			['app/main.txt', 'hello\n', true],
			['solution.md', '', true],
			['fixed.txt', '', false],
		]);
		expect(read.folder).toBe(folder.join('work/files'));
	});

	it('saves whole files, new ones too, and keeps them', async () => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		const version = (await work.read()).files.find(({ path }) => path === 'solution.md')?.version ?? '';
		const saved = await work.save('solution.md', 'text', version);
		const again = (await (await workIn(folder)).read()).files.find(({ path }) => path === 'solution.md');
		expect(again).toEqual(saved);
		expect(await readdir(folder.join('work/files'))).toEqual(['Dockerfile', 'app', 'solution.md']);
	});

	it('refuses a save that started from an older text', async () => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		const version = (await work.read()).files[0]?.version ?? '';
		await work.save('Dockerfile', 'FROM a\n', version);
		await expect(work.save('Dockerfile', 'FROM b\n', version)).rejects.toMatchObject({ code: 'work-conflict' });
		await writeFile(folder.join('work/files/Dockerfile'), 'FROM terminal\n');
		const found = (await work.read()).files[0];
		expect(found?.text).toBe('FROM terminal\n');
	});

	it('lets two saves of the same version in one only', async () => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		const version = (await work.read()).files[0]?.version ?? '';
		const both = await Promise.allSettled(
			['FROM a\n', 'FROM b\n'].map((text) => work.save('Dockerfile', text, version)),
		);
		expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
	});

	it.each(['../outside', 'other.txt', 'fixed.txt', 'app', '/etc/passwd'])('refuses to save %s', async (path) => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		await expect(work.save(path, '', '')).rejects.toMatchObject({ code: 'work-file-not-found' });
	});

	it('does not follow a link that the learner put there', async () => {
		await using folder = await TempFolder.create({ secret: 'secret' });
		const work = await workIn(folder);
		await work.read();
		await rm(folder.join('work/files/Dockerfile'));
		await symlink(folder.join('secret'), folder.join('work/files/Dockerfile'));
		const found = (await work.read()).files[0];
		expect(found?.text).toBe('');
		await work.save('Dockerfile', 'FROM a\n', found?.version ?? '');
		expect(await readFile(folder.join('secret'), 'utf8')).toBe('secret');
		expect((await work.read()).files[0]?.text).toBe('FROM a\n');
	});

	it('starts over and keeps what was there', async () => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		const version = (await work.read()).files[0]?.version ?? '';
		await work.save('Dockerfile', 'FROM mine\n', version);
		expect((await work.reset()).files[0]?.text).toBe('FROM busybox\n');
		const [backup = ''] = await readdir(folder.join('work/backups'));
		expect(await readFile(folder.join('work/backups', backup, 'Dockerfile'), 'utf8')).toBe('FROM mine\n');
	});

	it('keeps ten backups, the newest', async () => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		await work.read();
		for (let index = 0; index < 12; index += 1) await work.reset();
		expect(await readdir(folder.join('work/backups'))).toHaveLength(10);
	});

	it('begins anew after a start that was killed', async () => {
		await using folder = await TempFolder.create();
		const work = await workIn(folder);
		await mkdir(folder.join('work/new-0000'), { recursive: true });
		expect((await work.read()).files[0]?.text).toBe('FROM busybox\n');
	});

	it('does not show a report that it cannot read', async () => {
		await using folder = await TempFolder.create({ 'work/report.json': '{"version":0}' });
		expect((await (await workIn(folder)).read()).lastReport).toBeUndefined();
	});
});
