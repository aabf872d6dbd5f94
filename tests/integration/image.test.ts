/** The analysis of images that a real engine made, beside what the engine says of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { type AnalyseOptions, analyseArchive } from '#image/analyse-archive.ts';
import type { ImageAnalysis, ToolCategory } from '#image/analysis.ts';
import { splitByBase } from '#image/split-by-base.ts';
import { BuildBench } from '../helpers/build-bench.ts';
import { testEngine } from '../helpers/engine.ts';
import { haveBases } from '../helpers/prepared-bases.ts';

/** All bases from nothing, with room for a slow mirror. */
const prepareMilliseconds = 20 * 60 * 1000;

async function analyse(engine: Engine, ref: string, options: AnalyseOptions = {}): Promise<ImageAnalysis> {
	const archive = await engine.images.save(ref);
	try {
		return await analyseArchive(archive, options);
	} finally {
		archive.destroy();
	}
}

function names(analysis: ImageAnalysis, category: ToolCategory): readonly string[] {
	return [...new Set(analysis.tools.filter((tool) => tool.category === category).map(({ name }) => name))].sort();
}

describe('a built image', () => {
	let bench: BuildBench;
	let base: ImageAnalysis;
	let built: ImageAnalysis;
	let engineSize: number;

	beforeAll(async () => {
		bench = await BuildBench.open();
		const tag = bench.freshTag();
		const dockerfile = [
			'FROM BASE',
			'WORKDIR /work',
			'ENV WHO=me',
			"RUN head -c 300000 /dev/zero > big && head -c 5 /dev/zero > small && echo 'KEY=value' > .env",
			'RUN cat small > other && cat /bin/sh > /renamed',
			'RUN sh -c ": > .env"',
			'USER 65532:65532',
			'ENTRYPOINT ["/bin/sh"]',
		].join('\n');
		const result = await bench.build({ dockerfile, tags: [tag] });
		expect(result.error).toBeUndefined();
		base = await analyse(bench.engine, bench.tiny.ref);
		built = await analyse(bench.engine, tag, { transferSize: 'exact' });
		engineSize = (await bench.engine.images.inspect(tag))?.engineSize ?? 0;
	}, prepareMilliseconds);

	afterAll(async () => {
		await bench?.[Symbol.asyncDispose]();
	});

	it('has the size that the engine tells, to the byte', () => {
		const { own } = splitByBase(
			built,
			base.layers.map(({ diffId }) => diffId),
		);
		expect(own.map(({ history }) => history?.instruction.split(' ', 1)[0])).toEqual(['WORKDIR', 'RUN', 'RUN', 'RUN']);
		if (bench.engine.facts.store !== 'classic') return;
		// The classic store measures an imported layer on its disk, where a symbolic link has the length of its target.
		const links = base.layers.reduce((sum, { symlinkBytes }) => sum + symlinkBytes, 0);
		expect(built.unpackedBytes + links).toBe(engineSize);
	});

	it('has the configuration of the Dockerfile', () => {
		expect(built.config).toMatchObject({ user: '65532:65532', entrypoint: ['/bin/sh'], workdir: '/work' });
		expect(built.config.env).toContain('WHO=me');
	});

	it('shows what later steps hide, and a secret that is still there', () => {
		expect(built.hidden.map(({ path, size, cause }) => [path, size, cause])).toEqual([
			['work/.env', 10, 'overwritten'],
		]);
		expect(built.secrets).toMatchObject([{ rule: 'env-file', path: 'work/.env', hiddenBy: expect.any(Number) }]);
	});

	it('has its shell found under another name', () => {
		expect(built.tools.filter(({ category }) => category === 'shell').map(({ path }) => path)).toEqual(
			expect.arrayContaining(['renamed', 'bin/sh']),
		);
	});

	it('has the transfer size of each layer', () => {
		const sizes = built.layers.map(({ transferBytes = 0 }) => transferBytes);
		expect(Math.min(...sizes)).toBeGreaterThan(0);
		expect(built.transferBytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
	});
});

describe('the bases of the course', () => {
	const distroless = (name: string) => `gcr.io/distroless/${name}-debian13:latest`;
	const compilers = ['binutils', 'gcc', 'gcc cc1', 'gcc collect2', 'make'];
	const bases: Readonly<Record<string, readonly [readonly string[], readonly string[], readonly string[]]>> = {
		[distroless('static')]: [[], [], []],
		[distroless('base')]: [[], [], []],
		[distroless('python3')]: [[], [], []],
		[distroless('nodejs24')]: [[], [], []],
		'busybox:latest': [['busybox'], [], []],
		'debian:trixie-slim': [['bash', 'dash'], ['apt', 'dpkg'], []],
		'python:3.13-slim': [['bash', 'dash'], ['apt', 'dpkg', 'pip'], []],
		'node:24-slim': [['bash', 'dash'], ['apt', 'corepack', 'dpkg', 'npm', 'yarn'], []],
		'golang:1.27': [
			['bash', 'dash'],
			['apt', 'dpkg'],
			[...compilers, 'go', 'go asm', 'go cgo', 'go compile', 'go link'].sort(),
		],
	};
	let engine: Engine;

	beforeAll(async () => {
		engine = await testEngine();
		await haveBases(engine, ...Object.keys(bases));
	}, prepareMilliseconds);

	afterAll(async () => {
		await engine?.[Symbol.asyncDispose]();
	});

	it.each(Object.entries(bases))('%s has just these programs', async (ref, [shells, packageManagers, buildTools]) => {
		const analysis = await analyse(engine, ref);
		expect({
			shells: names(analysis, 'shell'),
			packageManagers: names(analysis, 'package-manager'),
			buildTools: names(analysis, 'build-tool'),
		}).toEqual({ shells, packageManagers, buildTools });
		expect(analysis.oddities).toEqual([]);
	});
});
