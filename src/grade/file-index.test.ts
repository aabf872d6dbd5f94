import { describe, expect, it } from 'vitest';
import type { FileEntry } from '#image/analysis.ts';
import { FileIndex } from './file-index.ts';

const entry = (path: string, linkTarget?: string): FileEntry => ({
	path,
	type: linkTarget === undefined ? 'file' : 'symlink',
	size: 0,
	mode: 0o755,
	uid: 0,
	gid: 0,
	layer: 0,
	...(linkTarget === undefined ? {} : { linkTarget }),
});

describe('FileIndex', () => {
	const index = new FileIndex({
		files: [
			entry('usr/bin/dash'),
			entry('bin', 'usr/bin'),
			entry('usr/bin/sh', 'dash'),
			entry('absolute', '/usr/bin/dash'),
			entry('up/to/link', '../../usr/bin/dash'),
			entry('circle', 'circle'),
			entry('ping', 'pong'),
			entry('pong', 'ping'),
		],
	});

	it.each([
		['/usr/bin/dash', 'usr/bin/dash'],
		['/bin/sh', 'usr/bin/dash'],
		['//bin/./sh', 'usr/bin/dash'],
		['/usr/../bin/sh', 'usr/bin/dash'],
		['/absolute', 'usr/bin/dash'],
		['/up/to/link', 'usr/bin/dash'],
		['/../../usr/bin/dash', 'usr/bin/dash'],
		['/nowhere', undefined],
		['/circle', undefined],
		['/ping', undefined],
	])('%s leads to %s', (path, target) => {
		expect(index.find(path)?.path).toBe(target);
	});

	it('finds a program in the folders of PATH, in their order', () => {
		expect(index.findInPath('sh', ['/sbin', '/bin'])?.path).toBe('usr/bin/dash');
	});
});
