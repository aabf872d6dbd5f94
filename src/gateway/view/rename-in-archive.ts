import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header, type Pack, pack } from 'tar-stream';
import { readBytes } from '../http/read-json.ts';
import type { SessionNames } from '../names.ts';

/** Files of a `docker save` archive that hold names of images. Layers and configurations go through as they are. */
const withNames: ReadonlySet<string> = new Set(['index.json', 'manifest.json', 'repositories']);
/** Bytes of such a file. */
const indexBytes = 4 * 1024 * 1024;

/** A `docker save` archive with the learner's names of the images in it. */
export function renameInArchive(archive: Readable, names: SessionNames): Readable {
	const renamed = pack();
	const out = new PassThrough();
	const repack = async (): Promise<void> => {
		const entries = extract();
		archive.on('error', (error) => entries.destroy(error));
		archive.pipe(entries);
		for await (const entry of entries) {
			if (withNames.has(entry.header.name)) {
				const text = names.text((await readBytes(entry as unknown as Readable, indexBytes)).toString('utf8'));
				await write(renamed, { ...entry.header, size: Buffer.byteLength(text) }, text);
			} else {
				await pipeline(entry as unknown as Readable, renamed.entry(entry.header));
			}
		}
		renamed.finalize();
	};
	repack().catch((error) => {
		archive.destroy();
		renamed.destroy(error as Error);
	});
	pipeline(renamed, out).catch(() => archive.destroy());
	return out;
}

function write(to: Pack, header: Header, text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		to.entry(header, text, (error) => (error ? reject(error) : resolve()));
	});
}
