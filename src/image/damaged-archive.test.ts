import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { classicArchive, elfFile, ociArchive, streamOf, type TestImage } from '../../tests/helpers/image-archives.ts';
import { analyseArchive } from './analyse-archive.ts';

const long = 'deep/'.repeat(50);
const image: TestImage = {
	layers: [
		{
			content: [
				{ name: 'bin/x', content: elfFile(['some text']), mode: 0o755 },
				{ name: `${long}y`, content: 'y' },
			],
		},
		{ content: [{ name: 'bin/.wh.x', content: '' }], compression: 'gzip' },
		{ content: [{ name: 'z', content: '#!/bin/sh\n' }], compression: 'zstd' },
	],
	tags: ['x:1'],
};

/** The outcome of an analysis that must end in a result or in a UserError. */
async function outcome(bytes: Uint8Array): Promise<string> {
	try {
		return (await analyseArchive(streamOf(bytes, 4096))).id.slice(0, 7);
	} catch (error) {
		if (error instanceof UserError) return error.code;
		throw error;
	}
}

/** Ends a hanging analysis; hundreds of them run in a second or two. */
const guard = 60_000;
const allowed = new Set(['image-archive-invalid', 'sha256:']);

describe.each([
	['OCI', () => ociArchive([image])],
	['classic', () => classicArchive([image])],
	['compressed', async () => gzipSync(await ociArchive([image]))],
] as const)('%s', (_name, make) => {
	it(
		'cut anywhere is a damaged archive, or still whole',
		async () => {
			const bytes = await make();
			const outcomes = new Set<string>();
			for (let end = 0; end < bytes.length; end += 97) outcomes.add(await outcome(bytes.subarray(0, end)));
			expect(outcomes).toContain('image-archive-invalid');
			expect([...outcomes].filter((text) => !allowed.has(text))).toEqual([]);
		},
		guard,
	);

	it(
		'with any byte changed gives a result or a clear error',
		async () => {
			const bytes = await make();
			const outcomes = new Set<string>();
			for (let at = 0; at < bytes.length; at += 61) {
				for (const change of [0xff, 0x01]) {
					const damaged = Buffer.from(bytes);
					damaged[at] = (damaged[at] ?? 0) ^ change;
					outcomes.add(await outcome(damaged));
				}
			}
			expect(outcomes).toContain('image-archive-invalid');
			expect([...outcomes].filter((text) => !allowed.has(text))).toEqual([]);
		},
		guard,
	);
});

it.each([
	['nothing', Buffer.alloc(0), 'The image archive is empty.'],
	['text', Buffer.from('this is no archive, whatever its name says'), 'The file is not a tar archive.'],
	['a page', Buffer.from(`<html>${' '.repeat(2000)}</html>`), 'The file is not a tar archive.'],
	['compressed text', gzipSync('no tar'), 'The file is not a tar archive.'],
	[
		'gzip that is cut',
		gzipSync(Buffer.alloc(9000, 'x')).subarray(0, 20),
		'gzip data in the image archive is damaged or cut',
	],
	['zeros', Buffer.alloc(10_240), 'neither manifest.json nor index.json'],
])('%s is no image archive', async (_name, bytes, message) => {
	await expect(analyseArchive(streamOf(bytes))).rejects.toMatchObject({
		code: 'image-archive-invalid',
		message: expect.stringContaining(message),
		hint: expect.stringMatching(/\w/),
	});
});
