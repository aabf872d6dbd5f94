import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImageAnalysis } from '#image/analysis.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { AnalysisStore } from './analysis-store.ts';

const analysis: ImageAnalysis = {
	tags: [],
	id: 'sha256:1',
	config: {
		os: 'linux',
		architecture: 'amd64',
		user: '',
		entrypoint: ['/app'],
		cmd: [],
		env: [],
		workdir: '',
		labels: {},
		exposedPorts: [],
		stopSignal: '',
		createdAt: '',
		history: [],
	},
	layers: [],
	unpackedBytes: 12,
	files: [{ path: 'app', type: 'file', size: 12, mode: 0o755, uid: 0, gid: 0, layer: 0 }],
	hidden: [],
	deadBytes: 0,
	tools: [],
	secrets: [],
	setIdFiles: [],
	oddities: [],
};

test('gives back what was kept, also to another process', async () => {
	await using folder = await TempFolder.create();
	const store = new AnalysisStore(folder.join('analyses'));
	const key = await store.key(['FROM scratch', 'sha256:a']);
	expect(await store.find(key)).toBeUndefined();
	await store.keep(key, analysis);
	const other = new AnalysisStore(folder.join('analyses'));
	expect(await other.find(await other.key(['FROM scratch', 'sha256:a']))).toEqual(analysis);
});

test.each([
	['another part', ['FROM scratch', 'sha256:b']],
	['the parts cut elsewhere', ['FROM scratchs', 'ha256:a']],
	['a part less', ['FROM scratch']],
])('has another name for %s', async (_, parts) => {
	await using folder = await TempFolder.create();
	const store = new AnalysisStore(folder.path);
	expect(await store.key(parts)).not.toBe(await store.key(['FROM scratch', 'sha256:a']));
});

test('reads a damaged file as none', async () => {
	await using folder = await TempFolder.create();
	const store = new AnalysisStore(folder.path);
	await store.keep('key', analysis);
	const [name = ''] = await readdir(folder.path);
	const bytes = await readFile(join(folder.path, name));
	await writeFile(join(folder.path, name), bytes.subarray(0, bytes.length / 2));
	expect(await store.find('key')).toBeUndefined();
});

test('keeps the six hundred used last', async () => {
	await using folder = await TempFolder.create();
	const store = new AnalysisStore(folder.path);
	for (let index = 0; index < 600; index += 1) await store.keep(`key-${index}`, analysis);
	expect(await store.find('key-0')).toBeDefined();
	await store.keep('one-more', analysis);
	expect(await readdir(folder.path)).toHaveLength(600);
	expect(await store.find('one-more')).toBeDefined();
	expect(await store.find('key-0')).toBeDefined();
});
