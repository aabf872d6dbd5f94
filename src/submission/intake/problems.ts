/** Everything that can be wrong with an archive, in words. Each names the archive or the entry, and what to do. */
import type { SubmissionProblem } from '#grade/evidence.ts';
import { bytesText, countText, shownName } from '../words.ts';
import { maxNesting, maxRatio } from './limits.ts';

/** Ends the intake of one submission; the others of a batch go on. */
export class IntakeRefused extends Error {
	readonly problem: SubmissionProblem;

	constructor(problem: SubmissionProblem) {
		super(problem.message);
		this.problem = problem;
	}
}

const again = 'Pack the folder again with the archive tool of your system, and hand that in.';
const plainPaths = 'Pack the folder from outside, so that every path starts with its name: zip -r work.zip work';

export const archiveProblems = {
	unknown: (archive: string, what: string): SubmissionProblem => ({
		code: 'archive-unknown',
		file: archive,
		message: `${shownName(archive)} cannot be opened: it is ${what}.`,
		hint: 'Hand in a folder, or pack it as .zip, .tar or .tar.gz.',
	}),
	damaged: (archive: string, why: string): SubmissionProblem => ({
		code: 'archive-damaged',
		file: archive,
		message: `${shownName(archive)} is damaged or cut off: ${shownName(why)}.`,
		hint: `${again} Check that the upload went through to its end.`,
	}),
	inconsistent: (archive: string, why: string): SubmissionProblem => ({
		code: 'archive-inconsistent',
		file: archive,
		message: `${shownName(archive)} contradicts itself: ${shownName(why)}.`,
		hint: again,
	}),
	encrypted: (archive: string, entry: string): SubmissionProblem => ({
		code: 'archive-encrypted',
		file: archive,
		message: `${shownName(entry)} in ${shownName(archive)} is encrypted.`,
		hint: 'Pack the folder again without a password.',
	}),
	method: (archive: string, entry: string, method: number): SubmissionProblem => ({
		code: 'archive-compression',
		file: archive,
		message: `${shownName(entry)} in ${shownName(archive)} is compressed by method ${method}, which is not read here.`,
		hint: 'Pack the folder as a plain .zip (method Deflate) or .tar.gz.',
	}),
	link: (archive: string, entry: string, target: string): SubmissionProblem => ({
		code: 'archive-link',
		file: entry,
		message: `${shownName(entry)} in ${shownName(archive)} is a link to ${shownName(target)}. Archives with links are not opened.`,
		hint: 'Put the file itself in place of the link. Leave folders that tools make (node_modules, venv) out of the archive.',
	}),
	device: (archive: string, entry: string, what: string): SubmissionProblem => ({
		code: 'archive-device',
		file: entry,
		message: `${shownName(entry)} in ${shownName(archive)} is a ${what}. Only files and folders can be handed in.`,
		hint: 'Remove it, and pack the folder again.',
	}),
	absolute: (archive: string, entry: string): SubmissionProblem => ({
		code: 'archive-absolute-path',
		file: entry,
		message: `${shownName(entry)} in ${shownName(archive)} is an absolute path.`,
		hint: plainPaths,
	}),
	escape: (archive: string, entry: string): SubmissionProblem => ({
		code: 'archive-path-escape',
		file: entry,
		message: `The path ${shownName(entry)} in ${shownName(archive)} goes up with "..".`,
		hint: plainPaths,
	}),
	backslash: (archive: string, entry: string): SubmissionProblem => ({
		code: 'archive-backslash',
		file: entry,
		message: `The path ${shownName(entry)} in ${shownName(archive)} has a backslash, which means a folder on one system and a letter on another.`,
		hint: 'Pack the folder with a tool that writes paths with "/", such as the file manager of Windows 11, zip or tar.',
	}),
	badName: (archive: string, entry: string, why: string): SubmissionProblem => ({
		code: 'archive-bad-name',
		file: entry,
		message: `The name ${shownName(entry)} in ${shownName(archive)} ${why}.`,
		hint: 'Rename the file with plain letters, digits, dashes and dots, and pack the folder again.',
	}),
	tooDeep: (archive: string, entry: string, limit: number): SubmissionProblem => ({
		code: 'archive-too-deep',
		file: entry,
		message: `${shownName(entry)} in ${shownName(archive)} lies more than ${limit} folders deep, the limit for a submission.`,
		hint: 'Move it up, or leave it out of the archive.',
	}),
	pathTooLong: (archive: string, entry: string, limit: number): SubmissionProblem => ({
		code: 'archive-path-too-long',
		file: entry,
		message: `The path ${shownName(entry)} in ${shownName(archive)} is longer than ${countText(limit)} bytes, the limit for a submission.`,
		hint: 'Use shorter names.',
	}),
	duplicate: (archive: string, entry: string): SubmissionProblem => ({
		code: 'archive-duplicate',
		file: entry,
		message: `${shownName(entry)} is in ${shownName(archive)} more than once, so it is not clear which one counts.`,
		hint: again,
	}),
	caseCollision: (archive: string, entry: string, other: string): SubmissionProblem => ({
		code: 'archive-case-collision',
		file: entry,
		message: `${shownName(entry)} and ${shownName(other)} in ${shownName(archive)} differ in upper and lower case alone, which is one file on many systems.`,
		hint: 'Keep the one that you mean.',
	}),
	lookAlike: (archive: string, entry: string, other: string): SubmissionProblem => ({
		code: 'archive-look-alike',
		file: entry,
		message: `${shownName(entry)} and ${shownName(other)} in ${shownName(archive)} look alike but are written with different characters.`,
		hint: 'Keep the one that you mean, written with plain letters.',
	}),
	fileAndFolder: (archive: string, entry: string): SubmissionProblem => ({
		code: 'archive-file-and-folder',
		file: entry,
		message: `${shownName(entry)} is both a file and a folder in ${shownName(archive)}.`,
		hint: again,
	}),
	tooLarge: (archive: string, limit: number): SubmissionProblem => ({
		code: 'archive-too-large',
		file: archive,
		message: `${shownName(archive)} is larger than ${bytesText(limit)}, the limit for a submitted archive.`,
		hint: 'Leave build results, node_modules and images out of it.',
	}),
	tooManyBytes: (archive: string, limit: number): SubmissionProblem => ({
		code: 'archive-too-many-bytes',
		file: archive,
		message: `${shownName(archive)} unpacks to more than ${bytesText(limit)}, the limit for a submission.`,
		hint: 'Leave build results, node_modules and images out of it.',
	}),
	tooManyEntries: (archive: string, limit: number): SubmissionProblem => ({
		code: 'archive-too-many-files',
		file: archive,
		message: `${shownName(archive)} has more than ${countText(limit)} files and folders, the limit for a submission.`,
		hint: 'Leave build results and node_modules out of it.',
	}),
	bomb: (archive: string): SubmissionProblem => ({
		code: 'archive-bomb',
		file: archive,
		message: `${shownName(archive)} unpacks to more than ${maxRatio} times its size, as an archive bomb does.`,
		hint: 'Hand in your sources alone, without large generated files.',
	}),
	nested: (archive: string): SubmissionProblem => ({
		code: 'archive-nested',
		file: archive,
		message: `${shownName(archive)} is an archive in an archive in an archive: at most ${maxNesting} are opened.`,
		hint: 'Pack the folder with the Dockerfile once.',
	}),
	several: (names: readonly string[]): SubmissionProblem => ({
		code: 'several-archives',
		message: `There are ${names.length} archives (${names.slice(0, 3).map(shownName).join(', ')}), and no Dockerfile beside them.`,
		hint: 'Hand in one archive, or one folder.',
	}),
	empty: (name: string): SubmissionProblem => ({
		code: 'submission-empty',
		message: `${shownName(name)} holds no file.`,
		hint: 'Hand in the folder with your Dockerfile and sources.',
	}),
} as const;
