import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import type { Archive } from './catalogue.ts';
import { fetchArchives } from './npm-archives.ts';

const { signal } = new AbortController();

function archive(name: string, content: string, more: Partial<Archive> = {}): Archive {
	const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
	return { name, version: '1.0.0', integrity, ...more };
}

describe('fetchArchives', () => {
	it('takes what an earlier run left, for the one processor', async () => {
		await using folder = await TempFolder.create({ 'npm-1.0.0.tgz': 'npm', 'node-x64-1.0.0.tgz': 'x64' });
		const archives = [
			archive('node-x64', 'x64', { architecture: 'amd64' }),
			archive('node-arm64', 'arm64', { architecture: 'arm64' }),
			archive('npm', 'npm'),
		];
		expect(await fetchArchives(archives, folder.path, 'amd64', signal)).toEqual([
			folder.join('node-x64-1.0.0.tgz'),
			folder.join('npm-1.0.0.tgz'),
		]);
	});
});
