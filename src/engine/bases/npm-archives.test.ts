import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import type { Archive } from './catalogue.ts';
import { NpmArchives } from './npm-archives.ts';

const { signal } = new AbortController();

function archive(name: string, content: string, more: Partial<Archive> = {}): Archive {
	const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
	return { name, version: '1.0.0', integrity, ...more };
}

describe('NpmArchives', () => {
	it('takes what an earlier run left, for the one processor', async () => {
		await using folder = await TempFolder.create({ 'npm-1.0.0.tgz': 'npm', 'node-x64-1.0.0.tgz': 'x64' });
		const archives = [
			archive('node-x64', 'x64', { architecture: 'amd64' }),
			archive('node-arm64', 'arm64', { architecture: 'arm64' }),
			archive('npm', 'npm'),
		];
		expect(await new NpmArchives(folder.path).fetch(archives, 'amd64', signal)).toEqual([
			folder.join('node-x64-1.0.0.tgz'),
			folder.join('npm-1.0.0.tgz'),
		]);
	});

	/** Stands for npm: called as `npm pack --prefer-offline --pack-destination FOLDER NAME@VERSION`. */
	const npm = (content: string) => ['sh', '-c', `printf '${content}' > "$4/$(echo "$5" | tr @ -).tgz"`, 'npm'];

	it('fetches what is missing or broken', async () => {
		await using folder = await TempFolder.create({ 'yarn-1.0.0.tgz': 'cut of' });
		const files = await new NpmArchives(folder.path, npm('whole')).fetch([archive('yarn', 'whole')], 'amd64', signal);
		expect(await readFile(files[0] ?? '', 'utf8')).toBe('whole');
		expect(await readdir(folder.path)).toEqual(['yarn-1.0.0.tgz']);
	});

	it('fetches what two bases need at once a single time', async () => {
		await using folder = await TempFolder.create();
		const counting = ['sh', '-c', `echo called >> '${folder.join('calls')}'; ${npm('same')[2]}`, 'npm'];
		const archives = new NpmArchives(folder.path, counting);
		const wanted = [archive('npm', 'same')];
		await Promise.all([archives.fetch(wanted, 'amd64', signal), archives.fetch(wanted, 'amd64', signal)]);
		expect(await readFile(folder.join('calls'), 'utf8')).toBe('called\n');
		expect(await readFile(folder.join('npm-1.0.0.tgz'), 'utf8')).toBe('same');
	});

	it('refuses an archive with another content than pinned', async () => {
		await using folder = await TempFolder.create();
		const fetching = new NpmArchives(folder.path, npm('forged')).fetch([archive('npm', 'right')], 'amd64', signal);
		await expect(fetching).rejects.toMatchObject({ code: 'base-build-failed' });
		await expect(fetching).rejects.toThrow(
			/^The package npm@1\.0\.0 could not be fetched .*: its integrity is sha512-/,
		);
	});

	it('says what npm says when it fails', async () => {
		await using folder = await TempFolder.create();
		const failing = ['sh', '-c', 'echo "npm error 404" >&2; exit 1'];
		const fetching = new NpmArchives(folder.path, failing).fetch([archive('npm', 'right')], 'amd64', signal);
		await expect(fetching).rejects.toThrow('npm error 404');
	});
});
