/** All paths of one submission, so that no two of them mean, or seem to mean, the same file. */
import type { SubmissionProblem } from '#grade/evidence.ts';
import { caseFold, skeleton } from './look-alike.ts';
import { archiveProblems } from './problems.ts';

interface Known {
	readonly path: string;
	readonly kind: 'file' | 'directory';
}

export class PathBook {
	readonly #archive: string;
	/** By path, by folded path, by skeleton: each with the path that took it first. */
	readonly #exact = new Map<string, Known>();
	readonly #folded = new Map<string, string>();
	readonly #drawn = new Map<string, string>();

	/** `archive`: name in messages. */
	constructor(archive: string) {
		this.#archive = archive;
	}

	/** Number of files and folders, those that paths imply included. */
	get size(): number {
		return this.#exact.size;
	}

	has(path: string): boolean {
		return this.#exact.has(path);
	}

	/** Notes a path and the folders above it. Gives what is wrong with it; then nothing of it may be written. */
	add(path: string, kind: 'file' | 'directory'): SubmissionProblem | undefined {
		for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
			const problem = this.#addOne(path.slice(0, end), 'directory', path);
			if (problem !== undefined) return problem;
		}
		return this.#addOne(path, kind, path);
	}

	#addOne(path: string, kind: 'file' | 'directory', shown: string): SubmissionProblem | undefined {
		const known = this.#exact.get(path);
		if (known !== undefined) {
			if (known.kind !== kind) return archiveProblems.fileAndFolder(this.#archive, path);
			return kind === 'file' ? archiveProblems.duplicate(this.#archive, shown) : undefined;
		}
		const folded = caseFold(path);
		const other = this.#folded.get(folded);
		if (other !== undefined) {
			return other.toLowerCase() === path.toLowerCase()
				? archiveProblems.caseCollision(this.#archive, path, other)
				: archiveProblems.lookAlike(this.#archive, path, other);
		}
		const drawn = skeleton(path);
		const alike = this.#drawn.get(drawn);
		if (alike !== undefined) return archiveProblems.lookAlike(this.#archive, path, alike);
		this.#exact.set(path, { path, kind });
		this.#folded.set(folded, path);
		this.#drawn.set(drawn, path);
		return undefined;
	}
}
