/** What is known of the files in a workspace: asked for where they changed, remembered where they did not. */
import { createHash } from 'node:crypto';
import type { FileContent, RemoteFiles } from './remote-files.ts';
import type { RemoteFacts, RemoteScan } from './scan-records.ts';

/**
 * A file that was changed so shortly before it was listed may be changed again without a trace: clocks of file systems tick
 * every 4 to 10 ms. It is looked at once more.
 */
const racySeconds = 0.05;

export interface KnownFile {
	readonly version: string;
	readonly facts: RemoteFacts;
}

export interface Look {
	/** False when the folder is new: nothing in it was removed by anybody. */
	readonly present: boolean;
	/** False when something could not be read: what is missing may be there. */
	readonly complete: boolean;
	readonly files: ReadonlyMap<string, KnownFile>;
	/** Bytes of the files that are new or changed since the last look. */
	readonly contents: ReadonlyMap<string, FileContent>;
	/** Files that are there and of which nothing is known: too large, too many, or not readable. */
	readonly leftOut: ReadonlySet<string>;
	/** Whether it has to be looked again soon. */
	readonly racy: boolean;
}

export function versionOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

export class WorkspaceSide {
	readonly #remote: Pick<RemoteFiles, 'scan' | 'read'>;
	#known: ReadonlyMap<string, KnownFile> = new Map();
	#racy: ReadonlySet<string> = new Set();

	constructor(remote: Pick<RemoteFiles, 'scan' | 'read'>) {
		this.#remote = remote;
	}

	async look(): Promise<Look> {
		const scan = await this.#remote.scan((path) => this.#known.has(path));
		const before = this.#known;
		const asBefore = (path: string, facts: RemoteFacts): KnownFile | undefined => {
			const known = before.get(path);
			return known?.facts.signature === facts.signature && !this.#racy.has(path) ? known : undefined;
		};
		const changed = [...scan.files].filter(([path, facts]) => asBefore(path, facts) === undefined);
		const contents = await this.#remote.read(changed.map(([path]) => path));
		const files = new Map<string, KnownFile>();
		const leftOut = new Set(scan.leftOut);
		for (const [path, facts] of scan.files) {
			const content = contents.get(path);
			const known = asBefore(path, facts) ?? (content && { version: versionOf(content.bytes), facts });
			if (known === undefined) leftOut.add(path);
			else files.set(path, known);
		}
		this.#known = files;
		this.#racy = racyFiles(scan);
		const { present, complete } = scan;
		return { present, complete, files, contents, leftOut, racy: this.#racy.size > 0 };
	}
}

function racyFiles({ at, files }: RemoteScan): ReadonlySet<string> {
	const racy = [...files].filter(([, { changedAt }]) => at - changedAt < racySeconds);
	return new Set(racy.map(([path]) => path));
}
