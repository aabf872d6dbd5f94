/** What was taken over from a submitted folder, and how the rest of the chain reads it. */
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { BuildContext, ContextEntry } from '#engine/engine.ts';
import type { SubmissionFile, SubmissionProblem } from '#grade/evidence.ts';
import type { CollectedEntry } from './collector.ts';
import { ignoreFilter } from './ignore-filter.ts';
import { maxTextBytes } from './limits.ts';
import { resolvePath } from './link-target.ts';

/** What stands at a path, links followed inside the copy. */
export type FoundText =
	| { readonly kind: 'text'; readonly bytes: Buffer }
	| { readonly kind: 'too-large' }
	| { readonly kind: 'folder' }
	| { readonly kind: 'missing' }
	| { readonly kind: 'dead-link'; readonly target: string };

/** The private copy of one submission. Disposing removes it. */
export class Collected implements AsyncDisposable {
	/** Folder that the copy lies in, readable for us alone. */
	readonly root: string;
	/** Sorted as a build context wants them. */
	readonly entries: readonly CollectedEntry[];
	readonly problems: readonly SubmissionProblem[];
	/** sha256 in hex over names, modes and contents. */
	readonly hash: string;
	/** Paths that were not copied, since no build sees them; of a folder that was not opened only its own. */
	readonly leftOut: ReadonlySet<string>;
	readonly #byPath: ReadonlyMap<string, CollectedEntry>;

	constructor(
		root: string,
		entries: readonly CollectedEntry[],
		problems: readonly SubmissionProblem[],
		hash: string,
		leftOut: ReadonlySet<string> = new Set(),
	) {
		this.root = root;
		this.entries = entries;
		this.problems = problems;
		this.hash = hash;
		this.leftOut = leftOut;
		this.#byPath = new Map(entries.map((entry) => [entry.path, entry]));
	}

	/** Regular files with their bytes. */
	get files(): readonly SubmissionFile[] {
		return this.entries.filter(({ kind }) => kind === 'file').map(({ path, size }) => ({ path, bytes: size }));
	}

	get bytes(): number {
		return this.entries.reduce((sum, { size }) => sum + size, 0);
	}

	entry(path: string): CollectedEntry | undefined {
		return this.#byPath.get(path);
	}

	/** The bytes of a text that we read ourselves, at most `maxTextBytes`. */
	async text(path: string): Promise<FoundText> {
		const resolved = resolvePath(path, this.#byPath);
		const written = this.#byPath.get(path);
		if (resolved.kind !== 'inside') {
			return written?.linkTarget === undefined
				? { kind: 'missing' }
				: { kind: 'dead-link', target: written.linkTarget };
		}
		const entry = this.#byPath.get(resolved.path);
		if (entry?.kind === 'directory') return { kind: 'folder' };
		if (entry === undefined) return { kind: 'missing' };
		if (entry.size > maxTextBytes) return { kind: 'too-large' };
		return { kind: 'text', bytes: await readFile(join(this.root, entry.path)) };
	}

	/**
	 * The copy as a build context, without what the ignore file leaves out: the engine's side gets no pattern of a learner to
	 * match. `replaced`: other bytes for some files, as the judge's rebuild needs them.
	 */
	context(ignoreText: string | undefined, replaced: ReadonlyMap<string, Buffer> = new Map()): BuildContext {
		const entries = seenEntries(this.entries, ignoreText).map(
			({ digest: _, ...entry }): ContextEntry => ({ ...entry, size: replaced.get(entry.path)?.length ?? entry.size }),
		);
		const files = new Set(entries.filter(({ kind }) => kind === 'file').map(({ path }) => path));
		return {
			entries: async () => entries,
			read: (path) => {
				// The engine's side asks for paths: only those that we listed exist.
				if (!files.has(path)) throw new Error(`${path} is not a file of the build context`);
				const bytes = replaced.get(path);
				return bytes === undefined ? createReadStream(join(this.root, path)) : Readable.from([bytes]);
			},
		};
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await rm(this.root, { recursive: true, force: true });
	}
}

/** Entries that a build sees, and the folders that lead to them. */
function seenEntries(entries: readonly CollectedEntry[], ignoreText: string | undefined): readonly CollectedEntry[] {
	if (ignoreText === undefined) return entries;
	const filter = ignoreFilter(ignoreText);
	const seen = new Set<string>();
	for (const { path } of entries) {
		if (filter.leavesOut(path)) continue;
		for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) seen.add(path.slice(0, end));
	}
	return entries.filter(({ path }) => seen.has(path));
}
