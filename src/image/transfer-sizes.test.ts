import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ociArchive, streamOf, type TestEntry, type TestImage, tarOf } from '../../tests/helpers/image-archives.ts';
import { analyseArchive, fillTransferSizes } from './analyse-archive.ts';
import { LayerMemory } from './known-layers.ts';
import type { TransferSizes } from './transfer-sizes.ts';

const lower: readonly TestEntry[] = [
	{ name: 'bin/', type: 'directory', mode: 0o755 },
	{ name: 'bin/su', content: 'su', mode: 0o4755 },
	{ name: 'big', content: 'x'.repeat(100_000) },
];
const image: TestImage = { layers: [{ content: lower }, { content: [{ name: '.wh.big', content: '' }] }] };

describe('transfer size', () => {
	const layerTar = tarOf(lower);

	it('is that of gzip at the default level for plain layers', async () => {
		const single: TestImage = { layers: [{ content: lower }] };
		const { transferBytes } = await analyseArchive(streamOf(await ociArchive([single])), { transferSize: 'exact' });
		expect(transferBytes).toBe(gzipSync(await layerTar).length);
	});

	it.each(['gzip', 'zstd'] as const)(
		'is the stored size of %s layers, without compressing anything',
		async (compression) => {
			const single: TestImage = { layers: [{ content: lower, compression }] };
			const { transferBytes } = await analyseArchive(streamOf(await ociArchive([single])));
			expect(transferBytes).toBe((compression === 'gzip' ? gzipSync : zstdCompressSync)(await layerTar).length);
		},
	);

	it('is taken from what is known already', async () => {
		const bytes = await ociArchive([image]);
		const [first] = (await analyseArchive(streamOf(bytes))).layers;
		const told = new Map<string, number>();
		const transferSizes: TransferSizes = {
			find: (diffId) => (diffId === first?.diffId ? 42 : undefined),
			measured: (diffId, size) => told.set(diffId, size),
		};
		const { layers } = await analyseArchive(streamOf(bytes), { transferSize: 'exact', transferSizes });
		expect(layers[0]?.transferBytes).toBe(42);
		expect(layers[1]?.transferBytes).toBeGreaterThan(42);
		expect([...told]).toEqual(layers.slice(1).map(({ diffId, transferBytes }) => [diffId, transferBytes]));
	});

	it('is left out where another measures a layer, and filled in later', async () => {
		const bytes = await ociArchive([image]);
		const whole = await analyseArchive(streamOf(bytes), { transferSize: 'exact' });
		const [first] = whole.layers;
		const find = (diffId: string) => (diffId === first?.diffId ? ('elsewhere' as const) : undefined);
		const transferSizes: TransferSizes = { find, measured: () => undefined };
		const knownLayers = new LayerMemory();
		for (const _time of ['scanned', 'known']) {
			const options = { transferSize: 'exact', transferSizes, knownLayers } as const;
			const part = await analyseArchive(streamOf(bytes), options);
			expect(part.layers[0]).not.toHaveProperty('transferBytes');
			expect(part).not.toHaveProperty('transferBytes');
			expect(fillTransferSizes(part, () => undefined)).toEqual(part);
			expect(fillTransferSizes(part, () => first?.transferBytes)).toEqual(whole);
		}
	});
});
