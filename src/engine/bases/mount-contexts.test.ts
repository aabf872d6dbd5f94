import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { directoryContext } from '../client/directory-context.ts';
import { memoryContext } from '../client/memory-context.ts';
import { filesContext } from './files-context.ts';
import { mountContexts } from './mount-contexts.ts';

describe('mountContexts', () => {
	it('shows each context in its folder', async () => {
		await using folder = await TempFolder.create({ 'install.sh': 'echo', 'archives/npm-11.tgz': 'packed' });
		const context = mountContexts({
			shared: memoryContext({ 'apt.conf': 'quiet' }),
			'go/scripts': directoryContext(folder.join('archives')),
			packages: filesContext([folder.join('archives/npm-11.tgz')]),
		});
		const entries = await context.entries();
		expect(entries.map(({ path, kind, size }) => [path, kind, size])).toEqual([
			['go', 'directory', 0],
			['go/scripts', 'directory', 0],
			['go/scripts/npm-11.tgz', 'file', 6],
			['packages', 'directory', 0],
			['packages/npm-11.tgz', 'file', 6],
			['shared', 'directory', 0],
			['shared/apt.conf', 'file', 5],
		]);
		expect(await text(context.read('packages/npm-11.tgz'))).toBe('packed');
		expect(await text(context.read('shared/apt.conf'))).toBe('quiet');
	});

	it('reads nothing that is in none of them', () => {
		const context = mountContexts({ shared: memoryContext({ 'apt.conf': 'quiet' }) });
		expect(() => context.read('other/apt.conf')).toThrow('other/apt.conf is in none of the mounted contexts');
		expect(() => filesContext([]).read('x')).toThrow('x is not a file of this build context');
	});
});
