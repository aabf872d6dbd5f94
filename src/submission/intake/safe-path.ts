/** The name of an archive's entry → a relative path that stays inside, or the reason why not. Pure. */
import type { SubmissionProblem } from '#grade/evidence.ts';
import type { IntakeLimits } from './limits.ts';
import { archiveProblems } from './problems.ts';

export type SafePath =
	| { readonly ok: true; readonly path: string }
	| { readonly ok: false; readonly problem: SubmissionProblem };

/** What a file system, a shell or a Dockerfile reads as something else than a letter. */
const control = /\p{Cc}/u;

/**
 * `a/b`, from `a/b`, `./a/b` or `a/b/`; the empty path for the root itself (`./`). A name that means another place on some
 * system is refused, not corrected: what a learner sees in the archive must be what is graded.
 */
export function safePath(name: string, archive: string, limits: Pick<IntakeLimits, 'depth' | 'pathBytes'>): SafePath {
	const problem = problemOf(name, archive, limits);
	if (problem !== undefined) return { ok: false, problem };
	const parts = partsOf(name);
	return { ok: true, path: parts.join('/') };
}

function partsOf(name: string): string[] {
	return name.split('/').filter((part) => part !== '' && part !== '.');
}

function problemOf(
	name: string,
	archive: string,
	{ depth, pathBytes }: Pick<IntakeLimits, 'depth' | 'pathBytes'>,
): SubmissionProblem | undefined {
	if (name === '') return archiveProblems.badName(archive, name, 'is empty');
	if (name.includes('\0')) return archiveProblems.badName(archive, name, 'holds a NUL byte');
	if (name.includes('\uFFFD')) return archiveProblems.badName(archive, name, 'is not valid UTF-8');
	if (control.test(name)) return archiveProblems.badName(archive, name, 'holds a control character');
	if (name.includes('\\')) return archiveProblems.backslash(archive, name);
	if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return archiveProblems.absolute(archive, name);
	if (Buffer.byteLength(name) > pathBytes) return archiveProblems.pathTooLong(archive, name, pathBytes);
	const parts = partsOf(name);
	if (parts.includes('..')) return archiveProblems.escape(archive, name);
	if (parts.length > depth) return archiveProblems.tooDeep(archive, name, depth);
	return undefined;
}
