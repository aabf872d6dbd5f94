import { describe, expect, it } from 'vitest';
import { fileAt, type ReceivedEntry } from './receive-files.ts';

function tree(entries: Readonly<Record<string, string>>): Map<string, ReceivedEntry> {
	return new Map(
		Object.entries(entries).map(([path, value]) => {
			const target = /^-> (.*)$/.exec(value)?.[1];
			const kind = value === '/' ? 'folder' : target === undefined ? 'file' : 'link';
			return [path, { kind, content: Buffer.from(value), target: target ?? '' }];
		}),
	);
}

const entries = tree({
	Dockerfile: 'plain',
	link: '-> sub/file',
	'link-up': '-> ../../Dockerfile',
	absolute: '-> /sub/file',
	'to-folder': '-> sub',
	circle: '-> circle',
	broken: '-> nowhere',
	sub: '/',
	'sub/file': 'inside',
	'sub/back': '-> ../Dockerfile',
});

describe('fileAt', () => {
	it.each([
		['Dockerfile', 'plain'],
		['./Dockerfile', 'plain'],
		['link', 'inside'],
		['link-up', 'plain'],
		['absolute', 'inside'],
		['to-folder/file', 'inside'],
		['to-folder/back', 'plain'],
		['circle', undefined],
		['broken', undefined],
		['sub', undefined],
		['Dockerfile/x', undefined],
		['nothing', undefined],
	])('%s', (path, text) => {
		expect(fileAt(entries, path)?.toString()).toBe(text);
	});
});
