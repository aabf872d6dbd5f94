import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
	classicArchive,
	elfFile,
	ociArchive,
	streamOf,
	type TestEntry,
	type TestImage,
} from '../../tests/helpers/image-archives.ts';
import { analyseArchive } from './analyse-archive.ts';
import type { ImageAnalysis } from './analysis.ts';
import { LayerMemory } from './known-layers.ts';
import { imageLimits } from './limits.ts';

const bash = elfFile(['GNU bash, version 5.2', 'BASH_VERSINFO']);

const lower: readonly TestEntry[] = [
	{ name: 'bin/', type: 'directory', mode: 0o755 },
	{ name: 'bin/renamed', content: bash, mode: 0o755 },
	{ name: 'bin/again', type: 'link', linkname: 'bin/renamed' },
	{ name: 'bin/alias', type: 'symlink', linkname: 'renamed' },
	{ name: 'bin/su', content: 'su', mode: 0o4755 },
	{ name: '.env', content: 'TOKEN=1' },
	{ name: 'big', content: 'x'.repeat(100_000) },
];
const upper: readonly TestEntry[] = [
	{ name: '.wh..env', content: '' },
	{ name: 'big', content: 'x'.repeat(100_000), mode: 0o600 },
	{ name: 'app.py', content: '#!/usr/bin/env python3\n', mode: 0o755 },
];

const image: TestImage = {
	layers: [{ content: lower }, { content: upper }],
	tags: ['example:1'],
	config: {
		created: '2026-11-21T00:00:00Z',
		config: { User: '65532', Entrypoint: ['/app.py'], Env: ['A=1'], WorkingDir: '/', ExposedPorts: { '80/tcp': {} } },
		history: [
			{ created_by: 'ADD base / # buildkit' },
			{ created_by: 'ENV A=1', empty_layer: true },
			{ created_by: 'RUN /bin/sh -c make # buildkit' },
		],
	},
};

it('says what is in an image', async () => {
	const analysis = await analyseArchive(streamOf(await ociArchive([image])));
	expect(analysis).toMatchObject({
		tags: ['example:1'],
		config: { user: '65532', entrypoint: ['/app.py'], cmd: [], env: ['A=1'], exposedPorts: ['80/tcp'], stopSignal: '' },
		unpackedBytes: bash.length + 2 + 7 + 100_000 + 100_000 + 23,
		deadBytes: 100_007,
		hidden: [
			{ path: 'big', size: 100_000, layer: 0, hiddenBy: 1, cause: 'copied' },
			{ path: '.env', size: 7, layer: 0, hiddenBy: 1, cause: 'deleted' },
		],
		tools: [
			{ category: 'shell', name: 'bash', path: 'bin/again', layer: 0, size: bash.length },
			{ category: 'shell', name: 'bash', path: 'bin/renamed', layer: 0, size: bash.length },
		],
		secrets: [{ rule: 'env-file', path: '.env', layer: 0, evidence: 'content', hiddenBy: 1 }],
		setIdFiles: [{ path: 'bin/su' }],
		oddities: [],
	});
	expect(analysis.id).toMatch(/^sha256:[0-9a-f]{64}$/);
	expect(analysis.transferBytes).toBeUndefined();
	expect(analysis.layers).toMatchObject([
		{ history: { instruction: 'ADD base /' }, symlinkBytes: 7, fileCount: 6, filesAdded: 6, deadBytes: 100_007 },
		{
			history: { instruction: 'RUN make' },
			fileCount: 2,
			filesAdded: 1,
			filesModified: 1,
			filesRemoved: 1,
			whiteouts: [{ path: '.env', opaque: false }],
		},
	]);
	expect(analysis.files.map(({ path, layer }) => `${path} ${layer}`)).toEqual([
		'app.py 1',
		'big 1',
		'bin 0',
		'bin/again 0',
		'bin/alias 0',
		'bin/renamed 0',
		'bin/su 0',
	]);
	const find = (path: string) => analysis.files.find((file) => file.path === path);
	expect(find('bin/again')).toMatchObject({ type: 'hardlink', size: 0, content: { kind: 'elf', linking: 'static' } });
	expect(find('bin/alias')).toMatchObject({ type: 'symlink', linkTarget: 'renamed' });
	expect(find('app.py')).toMatchObject({ mode: 0o755, content: { kind: 'script', interpreter: 'python3' } });
});

describe('finds the same in every layout and compression', async () => {
	const expected = await analyseArchive(streamOf(await ociArchive([image])));
	const stored = ({ compression }: { readonly compression: 'none' | 'gzip' | 'zstd' }): TestImage => ({
		...image,
		layers: image.layers.map((layer) => ({ ...layer, compression })),
	});
	it.each<[string, () => Promise<Buffer>]>([
		['OCI, manifests first', () => ociArchive([image], { manifests: 'first' })],
		['OCI without manifest.json', () => ociArchive([image], { withoutDockerManifest: true })],
		['OCI, gzip layers', () => ociArchive([stored({ compression: 'gzip' })])],
		['OCI, zstd layers', () => ociArchive([stored({ compression: 'zstd' })])],
		['classic', () => classicArchive([image])],
		['classic, gzip layers', () => classicArchive([stored({ compression: 'gzip' })])],
		['the whole archive in gzip', async () => gzipSync(await ociArchive([image]))],
		['the whole archive in zstd', async () => zstdCompressSync(await classicArchive([image]))],
	])('%s', async (_name, make) => {
		const { layers, ...rest } = await analyseArchive(streamOf(await make(), 777));
		const { layers: expectedLayers, id, ...expectedRest } = expected;
		expect({ ...rest, id, transferBytes: undefined }).toEqual({ ...expectedRest, id, transferBytes: undefined });
		expect(layers.map(({ diffId, unpackedBytes }) => [diffId, unpackedBytes])).toEqual(
			expectedLayers.map(({ diffId, unpackedBytes }) => [diffId, unpackedBytes]),
		);
	});
});

it('uses one layer at two places, as links of the classic layout do', async () => {
	const doubled: TestImage = { layers: [{ content: lower }, { content: upper }, { content: lower }], tags: ['x'] };
	const analysis = await analyseArchive(streamOf(await classicArchive([doubled])));
	expect(analysis.layers.map(({ diffId }) => diffId)[2]).toBe(analysis.layers[0]?.diffId);
	expect(analysis.files.find(({ path }) => path === '.env')?.layer).toBe(2);
	expect(analysis.files.find(({ path }) => path === 'app.py')?.layer).toBe(1);
	expect(analysis.tools.map(({ layer }) => layer)).toEqual([2, 2]);
	expect(analysis.secrets.map(({ layer, hiddenBy }) => [layer, hiddenBy])).toEqual([
		[0, 1],
		[2, undefined],
	]);
});

it('takes the empty layers that instructions without files make', async () => {
	const empty: TestImage = { layers: [{ content: Buffer.alloc(1024) }, { content: [] }] };
	const analysis = await analyseArchive(streamOf(await ociArchive([empty])));
	expect(analysis.layers.map(({ unpackedBytes, fileCount }) => [unpackedBytes, fileCount])).toEqual([
		[0, 0],
		[0, 0],
	]);
});

describe('layers that are known', () => {
	it('are not scanned again, and the analysis is the same', async () => {
		const bytes = await ociArchive([image]);
		const knownLayers = new LayerMemory();
		const first = await analyseArchive(streamOf(bytes), { knownLayers });
		expect(await analyseArchive(streamOf(bytes), { knownLayers })).toEqual(first);
		const [lowest] = first.layers;
		const kept = knownLayers.find(lowest?.diffId ?? '');
		if (kept === undefined) throw new Error('The layer was not kept.');
		knownLayers.keep(lowest?.diffId ?? '', { ...kept, unpackedBytes: 42 });
		const again = await analyseArchive(streamOf(bytes), { knownLayers });
		expect(again.layers.map(({ unpackedBytes }) => unpackedBytes)).toEqual([
			42,
			...first.layers.slice(1).map(({ unpackedBytes }) => unpackedBytes),
		]);
	});

	it('stand at any place of an image, in one that is read later too', async () => {
		const knownLayers = new LayerMemory();
		const analyse = async (...layers: TestImage['layers']) =>
			analyseArchive(streamOf(await ociArchive([{ layers }])), { knownLayers });
		const base = { content: [{ name: 'base', content: 'x' }] };
		const other = { content: [{ name: 'other', content: 'y' }] };
		const places = ({ files }: ImageAnalysis) => Object.fromEntries(files.map(({ path, layer }) => [path, layer]));
		const first = await analyse(base, other);
		expect(places(await analyse(other, base))).toEqual({ base: 1, other: 0 });
		expect(places(first)).toEqual({ base: 0, other: 1 });
	});

	it('are scanned once more when their transfer size is wanted', async () => {
		const bytes = await ociArchive([image]);
		const knownLayers = new LayerMemory();
		expect((await analyseArchive(streamOf(bytes), { knownLayers })).transferBytes).toBeUndefined();
		const { transferBytes } = await analyseArchive(streamOf(bytes), { transferSize: 'exact', knownLayers });
		expect(transferBytes).toBeGreaterThan(0);
		const again = await analyseArchive(streamOf(bytes), { transferSize: 'exact', knownLayers });
		expect(again.transferBytes).toBe(transferBytes);
	});

	it.each([
		['entries', { entries: 80 }],
		['nameBytes', { nameBytes: 8_000 }],
		['unpackedBytes', { unpackedBytes: 60_000 }],
	])('count for the limit of %s as those that are scanned', async (_name, limit) => {
		const content = Array.from({ length: 100 }, (_, index) => ({ name: `${index}`.padEnd(90, 'n'), content: 'x' }));
		const bytes = await ociArchive([{ layers: [{ content }] }]);
		const knownLayers = new LayerMemory();
		await analyseArchive(streamOf(bytes), { knownLayers });
		const twice = { entries: 160, nameBytes: 16_000, unpackedBytes: 120_000 };
		await analyseArchive(streamOf(bytes), { limits: { ...imageLimits, ...twice }, knownLayers });
		const limits = { ...imageLimits, ...limit };
		const refused = { code: 'image-archive-invalid', message: expect.stringContaining('which is the limit') };
		await expect(analyseArchive(streamOf(bytes), { limits })).rejects.toMatchObject(refused);
		await expect(analyseArchive(streamOf(bytes), { limits, knownLayers })).rejects.toMatchObject(refused);
	});

	it('are forgotten, the one that was used longest ago first', async () => {
		const scan = { compression: 'none', unpackedBytes: 0, symlinkBytes: 0, oddities: [], whiteouts: [] } as const;
		const entry = { path: 'a', type: 'file', size: 0, mode: 0, uid: 0, gid: 0, layer: -1 } as const;
		const layer = {
			...scan,
			spent: { entries: 1, nameBytes: 1 },
			tools: new Map(),
			secrets: new Map(),
			entries: [entry],
		};
		const memory = new LayerMemory(2);
		for (const name of ['one', 'two']) memory.keep(name, layer);
		memory.find('one');
		memory.keep('three', layer);
		expect(['one', 'two', 'three'].filter((name) => memory.find(name) !== undefined)).toEqual(['one', 'three']);
	});
});

it('notes paths that leave the root, and goes on', async () => {
	const escaping: TestImage = { layers: [{ content: [{ name: '../../etc/passwd', content: 'x' }] }] };
	const analysis = await analyseArchive(streamOf(await ociArchive([escaping])));
	expect(analysis.oddities).toEqual([{ layer: 0, path: '../../etc/passwd', problem: 'leaves the root' }]);
	expect(analysis.files.map(({ path }) => path)).toEqual(['etc/passwd']);
});

it('can be stopped', async () => {
	const signal = AbortSignal.abort();
	await expect(analyseArchive(streamOf(await ociArchive([image])), { signal })).rejects.toMatchObject({
		code: 'cancelled',
	});
});

it('gives an error of the stream on as it is: it is no fault of the archive', async () => {
	const broken = (async function* () {
		yield (await ociArchive([image])).subarray(0, 2000);
		throw new Error('connection lost');
	})();
	await expect(analyseArchive(broken)).rejects.toThrow('connection lost');
});

describe('limits', () => {
	it.each([
		['entries', { entries: 5 }, 'more than 5 entries'],
		['names', { nameBytes: 100 }, 'more than 100 bytes of file names'],
		['bytes', { unpackedBytes: 50_000 }, 'more than 50000 bytes in its layers'],
		['documents', { documents: 2 }, 'more than 2 JSON documents'],
	])('%s', async (_name, limit, message) => {
		const analysis = analyseArchive(streamOf(await ociArchive([image])), { limits: { ...imageLimits, ...limit } });
		await expect(analysis).rejects.toMatchObject({
			code: 'image-archive-invalid',
			message: expect.stringContaining(message),
		});
	});

	it('end a compression bomb before it is unpacked', async () => {
		const bomb: TestImage = {
			layers: [{ content: [{ name: 'zeros', content: Buffer.alloc(50_000_000) }], compression: 'gzip' }],
		};
		const limits = { ...imageLimits, unpackedBytes: 10_000_000 };
		await expect(analyseArchive(streamOf(await ociArchive([bomb])), { limits })).rejects.toThrow(
			'more than 10000000 bytes',
		);
	});
});
