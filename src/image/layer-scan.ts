/** One layer's tar, read as it passes: its entries, whiteouts and sums. Nothing here knows the other layers. */
import type { FileEntry, Whiteout } from './analysis.ts';
import type { Budget } from './budget.ts';
import type { ByteReader } from './byte-reader.ts';
import type { FileFacts, FileScanner } from './file-scan.ts';
import { layerPath, parseWhiteout } from './layer-path.ts';
import { maxOddities } from './limits.ts';
import type { SecretMatch } from './secrets.ts';
import { type TarEntry, walkTar } from './tar-walk.ts';
import type { DetectedTool } from './tools/detect-tools.ts';

/** An entry before it is known at which place its layer lies. */
export interface ScannedEntry {
	readonly file: Omit<FileEntry, 'layer'>;
	readonly tools: readonly DetectedTool[];
	readonly secret?: SecretMatch;
}

export interface LayerScan {
	readonly entries: readonly ScannedEntry[];
	readonly whiteouts: readonly Whiteout[];
	readonly unpackedBytes: number;
	readonly symlinkBytes: number;
	readonly oddities: readonly { readonly path: string; readonly problem: string }[];
}

const noTools: readonly DetectedTool[] = [];

/** Reads a layer to its end mark. Throws `image-archive-invalid` for a damaged one or one beyond the budget. */
export async function scanLayer(reader: ByteReader, scanner: FileScanner, budget: Budget): Promise<LayerScan> {
	const entries: ScannedEntry[] = [];
	const whiteouts: Whiteout[] = [];
	const oddities: { path: string; problem: string }[] = [];
	let unpackedBytes = 0;
	let symlinkBytes = 0;
	for await (const entry of walkTar(reader)) {
		budget.spendEntry(entry.name.length + entry.linkName.length);
		unpackedBytes += entry.size;
		if (entry.type === 'symlink') symlinkBytes += Buffer.byteLength(entry.linkName);
		const { path, leavesRoot } = layerPath(entry.name);
		if (leavesRoot && oddities.length < maxOddities) oddities.push({ path: entry.name, problem: 'leaves the root' });
		const whiteout = parseWhiteout(path);
		if (whiteout === undefined) {
			const facts = entry.type === 'file' ? await scanner.scan(reader, path, entry.size, entry.mode) : undefined;
			if (path !== '') entries.push(toScanned(entry, path, facts));
		} else if (whiteout !== 'ignored') {
			whiteouts.push(whiteout);
		}
	}
	return { entries, whiteouts, unpackedBytes, symlinkBytes, oddities };
}

function toScanned(entry: TarEntry, path: string, facts: FileFacts | undefined): ScannedEntry {
	const { type, size, mode, uid, gid } = entry;
	return {
		file: {
			path,
			type,
			size,
			mode,
			uid,
			gid,
			...(type === 'symlink' ? { linkTarget: entry.linkName } : {}),
			...(type === 'hardlink' ? { linkTarget: layerPath(entry.linkName).path } : {}),
			...(facts === undefined ? {} : { crc32: facts.crc32 }),
			...(facts?.content === undefined ? {} : { content: facts.content }),
		},
		tools: facts?.tools ?? noTools,
		...(facts?.secret === undefined ? {} : { secret: facts.secret }),
	};
}
