/** Writes submission bundles: what was graded, what came out, and on what engine, in one archive. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Report } from '#protocol/report.ts';
import type { Collected } from '../collect/collected.ts';
import type { BasePolicy } from './base-policy.ts';
import { type Bundle, descriptionName, filesFolder, labHash } from './bundle.ts';

export interface BundleRequest {
	readonly lab: LoadedLab;
	readonly policy: BasePolicy;
	readonly report: Report;
	readonly collected: Collected;
}

/** Longest part of a name that a bundle's file has; file systems end at 255. */
const maxNameLength = 80;

export class BundleWriter {
	readonly #folder: string;
	readonly #onSkipped: (message: string) => void;

	/** `folder`: made when it is not there. `onSkipped` is told about a submission without a bundle. */
	constructor(folder: string, onSkipped: (message: string) => void) {
		this.#folder = folder;
		this.#onSkipped = onSkipped;
	}

	/** Writes one bundle whole, or none; one of the same name is replaced. */
	async write(request: BundleRequest): Promise<void> {
		const { report, collected, lab, policy } = request;
		if (report.status === 'ungradable' || collected.problems.length > 0) return;
		if (report.submission.hash !== collected.hash) {
			this.#onSkipped(`${report.submission.name} changed while it was graded; there is no bundle of it.`);
			return;
		}
		const description: Bundle = {
			schema: 'stagecraft.bundle/1',
			lab: { id: lab.lab.id, hash: labHash(lab) },
			hash: collected.hash,
			policy: { substitutes: [...policy.substitutes], allowed: [...policy.allowed] },
			report,
		};
		await mkdir(this.#folder, { recursive: true });
		const path = join(this.#folder, bundleName(report.submission.name));
		const next = `${path}.${process.pid}.new`;
		try {
			await pipeline(archive(description, collected), createGzip(), createWriteStream(next));
			await rename(next, path);
		} catch (error) {
			await rm(next, { force: true });
			throw error;
		}
	}
}

/** `Ada Lovelace (12)` gives `Ada_Lovelace_12-3f2a91c0.stagecraft.tar.gz`: readable, and never the same for two names. */
export function bundleName(name: string): string {
	const plain = name
		.replace(/[^\p{L}\p{N}.-]+/gu, '_')
		.replace(/^[._]+|_+$/g, '')
		.slice(0, maxNameLength);
	const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
	return `${plain === '' ? 'submission' : plain}-${hash}.stagecraft.tar.gz`;
}

function archive(description: Bundle, collected: Collected): ReturnType<typeof pack> {
	const tar = pack();
	const fill = async () => {
		tar.entry({ name: descriptionName, mtime: new Date(0) }, `${JSON.stringify(description, null, 2)}\n`);
		for (const { path, kind, mode, modifiedAt: mtime, linkTarget } of collected.entries) {
			const header = { name: `${filesFolder}/${path}`, mode, mtime };
			if (kind === 'directory') tar.entry({ ...header, type: 'directory' });
			else if (kind === 'symlink') tar.entry({ ...header, type: 'symlink', linkname: linkTarget ?? '' });
			else await drained(tar, header, await readFile(join(collected.root, path)));
		}
		tar.finalize();
	};
	fill().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
	return tar;
}

/** Adds one file and waits until it is taken, so that one file at a time is in memory. */
function drained(tar: ReturnType<typeof pack>, header: Parameters<typeof tar.entry>[0], bytes: Buffer): Promise<void> {
	return new Promise((resolve, reject) => {
		tar.entry(header, bytes, (error) => (error ? reject(error) : resolve()));
	});
}
