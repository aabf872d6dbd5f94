import { describe, expect, it } from 'vitest';
import { classicArchive, ociArchive, streamOf, type TestImage, tarOf } from '../../tests/helpers/image-archives.ts';
import { analyseArchive } from './analyse-archive.ts';

const image = (name: string, ...tags: string[]): TestImage => ({
	layers: [{ content: [{ name, content: name }] }],
	tags,
});
const two = [image('first', 'example/one:1', 'one:latest'), image('second', 'two:2')];

describe.each([
	['OCI', () => ociArchive(two)],
	['classic', () => classicArchive(two)],
] as const)('two images in one archive, %s', (_name, archive) => {
	const chosen = async (ref: string) => (await analyseArchive(streamOf(await archive()), { ref })).files[0]?.path;

	it.each([
		['two:2', 'second'],
		['docker.io/library/two:2', 'second'],
		['one', 'first'],
		['docker.io/example/one:1', 'first'],
	])('%s is %s', async (ref, file) => {
		expect(await chosen(ref)).toBe(file);
	});

	it('are told apart by id', async () => {
		const { id } = await analyseArchive(streamOf(await archive()), { ref: 'two:2' });
		expect(await chosen(id)).toBe('second');
		expect(await chosen(id.slice(7, 19))).toBe('second');
	});

	it('need a name', async () => {
		await expect(analyseArchive(streamOf(await archive()))).rejects.toMatchObject({
			code: 'image-archive-invalid',
			message: 'The archive holds 2 images: example/one:1, two:2.',
			hint: 'Name one of them, or save one image: docker save -o image.tar example/one:1',
		});
		await expect(chosen('three')).rejects.toThrow('no single image called "three", but: example/one:1, two:2.');
	});
});

it('takes two names of one image for one', async () => {
	const [first] = two;
	const archive = await ociArchive([first, { ...first, tags: ['other:1'] }] as TestImage[]);
	expect((await analyseArchive(streamOf(archive))).tags).toEqual(['example/one:1', 'one:latest', 'other:1']);
});

it('follows indexes in indexes, passes over attestations and platforms that are not there', async () => {
	const inner = await ociArchive([image('only', 'x:1')], { withoutDockerManifest: true });
	const analysis = await analyseArchive(streamOf(inner));
	expect(analysis.tags).toEqual(['x:1']);
	const descriptor = (hex: string, more = {}) => ({ digest: `sha256:${hex.repeat(64)}`, ...more });
	const layer = await tarOf([{ name: 'only', content: 'x' }]);
	const json = (value: unknown) => JSON.stringify(value);
	const archive = await tarOf([
		{
			name: 'index.json',
			content: json({ manifests: [descriptor('a', { annotations: { 'io.containerd.image.name': 'y:1' } })] }),
		},
		{
			name: `blobs/sha256/${'a'.repeat(64)}`,
			content: json({
				manifests: [
					descriptor('b', { platform: { os: 'linux', architecture: 'arm64' } }),
					descriptor('c', { platform: { os: 'linux', architecture: 'amd64' } }),
					descriptor('d', { platform: { os: 'unknown', architecture: 'unknown' } }),
				],
			}),
		},
		{ name: `blobs/sha256/${'c'.repeat(64)}`, content: json({ config: descriptor('e'), layers: [descriptor('f')] }) },
		{ name: `blobs/sha256/${'d'.repeat(64)}`, content: json({ config: descriptor('e'), layers: [] }) },
		{ name: `blobs/sha256/${'e'.repeat(64)}`, content: json({ rootfs: { diff_ids: ['sha256:1'] } }) },
		{ name: `blobs/sha256/${'f'.repeat(64)}`, content: layer },
	]);
	expect(await analyseArchive(streamOf(archive))).toMatchObject({ tags: ['y:1'], files: [{ path: 'only' }] });
});

describe('refuses', () => {
	const manifest = (value: unknown) => ({ name: 'manifest.json', content: JSON.stringify(value) });
	const config = { name: 'c.json', content: JSON.stringify({ rootfs: { diff_ids: ['sha256:1'] } }) };
	const entry = { Config: 'c.json', Layers: ['layer.tar'] };
	it.each([
		['no manifest', [{ name: 'etc/passwd', content: 'root' }], 'neither manifest.json nor index.json'],
		['no image', [manifest([])], 'holds no image'],
		['another manifest', [manifest({ Config: 1 })], '"manifest.json" in the image archive is not as expected'],
		[
			'broken JSON',
			[{ name: 'manifest.json', content: '[{' }],
			'"manifest.json" in the image archive is not valid JSON',
		],
		['no configuration', [manifest([entry])], 'lacks the file "c.json"'],
		['no layer', [manifest([entry]), config], 'lacks the layer "layer.tar"'],
		[
			'a layer that is none',
			[manifest([entry]), config, { name: 'layer.tar', content: 'x'.repeat(600) }],
			'lacks the layer',
		],
		['fewer layers than diff ids', [manifest([{ ...entry, Layers: [] }]), config], '0 layer files, 1 layers'],
		[
			'links in a circle',
			[manifest([entry]), config, { name: 'layer.tar', type: 'symlink', linkname: 'layer.tar' } as const],
			'lead in a circle',
		],
	])('%s', async (_name, entries, message) => {
		await expect(analyseArchive(streamOf(await tarOf(entries)))).rejects.toMatchObject({
			code: 'image-archive-invalid',
			message: expect.stringContaining(message),
		});
	});
});
