/** The analysis of images that a real engine made, beside what the engine says of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageAnalysis } from '#image/analysis.ts';
import { splitByBase } from '#image/split-by-base.ts';
import { analyseOnEngine } from '../helpers/analyse-on-engine.ts';
import { BuildBench } from '../helpers/build-bench.ts';

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
			'WORKDIR /app',
			'ENV WHO=me',
			"RUN head -c 300000 /dev/zero > big && head -c 5 /dev/zero > small && echo 'KEY=value' > .env",
			'RUN cat small > other && cat /bin/sh > /renamed',
			'RUN sh -c ": > .env"',
			'USER 65532:65532',
			'ENTRYPOINT ["/bin/sh"]',
		].join('\n');
		const result = await bench.build({ dockerfile, tags: [tag] });
		expect(result.error).toBeUndefined();
		base = await analyseOnEngine(bench.engine, bench.tiny.ref);
		built = await analyseOnEngine(bench.engine, tag, { transferSize: 'exact' });
		engineSize = (await bench.engine.images.inspect(tag))?.engineSize ?? 0;
	});

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
		expect(built.config).toMatchObject({ user: '65532:65532', entrypoint: ['/bin/sh'], workdir: '/app' });
		expect(built.config.env).toContain('WHO=me');
	});

	it('shows what later steps hide, and a secret that is still there', () => {
		expect(built.hidden.map(({ path, size, cause }) => [path, size, cause])).toEqual([['app/.env', 10, 'overwritten']]);
		expect(built.secrets).toMatchObject([{ rule: 'env-file', path: 'app/.env', hiddenBy: expect.any(Number) }]);
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
