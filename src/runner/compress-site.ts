/** Compressed copies beside the files of the site, made once at build time instead of on each request. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const textTypes = new Set(['.html', '.css', '.js', '.svg', '.json', '.txt', '.xml']);
/** Smaller files fit one network packet either way. */
const smallestBytes = 1024;

/** Writes `<file>.br` and `<file>.gz` for texts in the folder. */
export async function compressSite(folder: string): Promise<void> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	for (const entry of entries) {
		if (!entry.isFile() || !textTypes.has(extname(entry.name))) continue;
		const path = join(entry.parentPath, entry.name);
		const bytes = await readFile(path);
		if (bytes.length < smallestBytes) continue;
		const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
		await writeFile(`${path}.br`, await brotli(bytes, { params }));
		await writeFile(`${path}.gz`, await gzipped(bytes, { level: constants.Z_BEST_COMPRESSION }));
	}
}
