/**
 * Analyses of images that were looked at before. Reading a large image out of an engine takes ten seconds and more; a
 * learner who checks again after an edit to the explanation, and a class that hands in the same image, need it once.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { ImageAnalysis } from '#image/analysis.ts';
import { LayerMemory } from '#image/known-layers.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/**
 * Analyses that are kept, those used last: a class of 300 that hands in twice. One takes 1 to 20 kB, or 500 kB for an image
 * with a whole distribution and a compiler.
 */
const keptAnalyses = 600;

const suffix = '.json.zst';

/** The sources of the analysis: what an older version of them found is not what this one would find. */
async function hashOfAnalyser(): Promise<string> {
	const folder = fileURLToPath(new URL('../../image/', import.meta.url));
	const files = (await readdir(folder, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name)).sort();
	const hash = createHash('sha256');
	for (const name of files) hash.update(name).update(await readFile(join(folder, name)));
	return hash.digest('hex');
}

export class AnalysisStore {
	/** Of bases, in this process: most of an image that nobody looked at yet. */
	readonly layers = new LayerMemory();
	readonly #folder: string;
	#analyser: Promise<string> | undefined;

	/** `folder` is made on first use. */
	constructor(folder: string) {
		this.#folder = folder;
	}

	/**
	 * The name under which the analysis of an image is kept.
	 *
	 * @param parts everything that the image is made of: the same parts, the same analysis.
	 */
	async key(parts: readonly string[]): Promise<string> {
		this.#analyser ??= hashOfAnalyser();
		const hash = createHash('sha256').update(await this.#analyser);
		for (const part of parts) hash.update(`\0${part.length}:${part}`);
		return hash.digest('hex');
	}

	async find(key: string): Promise<ImageAnalysis | undefined> {
		const file = this.#file(key);
		try {
			const text = await decompress(await readFile(file));
			const now = new Date();
			await utimes(file, now, now);
			return JSON.parse(text.toString('utf8')) as ImageAnalysis;
		} catch {
			// Not there, or cut by a full disk: then the image is read again.
			return undefined;
		}
	}

	async keep(key: string, analysis: ImageAnalysis): Promise<void> {
		await mkdir(this.#folder, { recursive: true });
		const beside = `${this.#file(key)}.${process.pid}-${performance.now()}`;
		await writeFile(beside, await compress(JSON.stringify(analysis)));
		await rename(beside, this.#file(key));
		await this.#removeOld();
	}

	#file(key: string): string {
		return join(this.#folder, `${key}${suffix}`);
	}

	async #removeOld(): Promise<void> {
		const names = (await readdir(this.#folder)).filter((name) => name.endsWith(suffix));
		if (names.length <= keptAnalyses) return;
		// Another process may remove the same file meanwhile.
		const ages = names.map(async (name) => {
			const file = join(this.#folder, name);
			return { file, usedAt: (await stat(file).catch(() => undefined))?.mtimeMs ?? 0 };
		});
		const newestFirst = (await Promise.all(ages)).sort((a, b) => b.usedAt - a.usedAt);
		for (const { file } of newestFirst.slice(keptAnalyses)) await rm(file, { force: true });
	}
}
