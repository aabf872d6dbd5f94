/** Everything that can be wrong with the submitted files, in words. Each names the file or the limit, and what to do. */
import type { SubmissionProblem } from '#grade/evidence.ts';
import { bytesText, countText, shownName } from '../words.ts';

export const collectProblems = {
	linkOutside: (file: string, target: string): SubmissionProblem => ({
		code: 'link-outside',
		file,
		message: `${shownName(file)} is a link to ${shownName(target)}, which is outside the submitted folder.`,
		hint: 'Put the file itself in the folder, or remove the link.',
	}),
	notAFile: (file: string, what: string): SubmissionProblem => ({
		code: 'not-a-file',
		file,
		message: `${shownName(file)} is a ${what}. Only files, folders and links can be submitted.`,
		hint: 'Remove it from the folder.',
	}),
	badName: (file: string): SubmissionProblem => ({
		code: 'bad-name',
		file,
		message: `The name ${shownName(file)} is not valid UTF-8.`,
		hint: 'Rename the file with plain letters, digits, dashes and dots.',
	}),
	unreadable: (file: string, cause: string): SubmissionProblem => ({
		code: 'unreadable',
		file,
		message: `${shownName(file)} cannot be read (${cause}).`,
		hint: `Make it readable: chmod -R u+rX ${shownName(file)}`,
	}),
	changed: (file: string): SubmissionProblem => ({
		code: 'changed-while-read',
		file,
		message: `${shownName(file)} changed while it was read.`,
		hint: 'Stop the program that writes to the folder, then grade again.',
	}),
	tooManyEntries: (limit: number): SubmissionProblem => ({
		code: 'too-many-files',
		message: `The folder has more than ${countText(limit)} files and folders, the limit for a build context.`,
		hint: 'Remove what the build does not need, or name it in .dockerignore (node_modules, .git, build results).',
	}),
	tooManySeen: (limit: number): SubmissionProblem => ({
		code: 'too-many-files',
		message: `The folder has more than ${countText(limit)} names in all, the limit for looking at a submission.`,
		hint: 'Name whole folders in .dockerignore without exceptions (!), so that they need not be looked into, or remove them.',
	}),
	tooManyBytes: (limit: number): SubmissionProblem => ({
		code: 'too-many-bytes',
		message: `The files have more than ${bytesText(limit)} together, the limit for a build context.`,
		hint: 'Remove large files, or name them in .dockerignore.',
	}),
	fileTooLarge: (file: string, limit: number): SubmissionProblem => ({
		code: 'file-too-large',
		file,
		message: `${shownName(file)} is larger than ${bytesText(limit)}, the limit for one file.`,
		hint: `Remove ${shownName(file)}, or name it in .dockerignore.`,
	}),
	tooDeep: (file: string, limit: number): SubmissionProblem => ({
		code: 'too-deep',
		file,
		message: `${shownName(file)} lies more than ${limit} folders deep, the limit for a submission.`,
		hint: 'Move it up, or name its folder in .dockerignore.',
	}),
	pathTooLong: (file: string, limit: number): SubmissionProblem => ({
		code: 'path-too-long',
		file,
		message: `The path ${shownName(file)} is longer than ${countText(limit)} bytes, the limit for a submission.`,
		hint: 'Use shorter names.',
	}),
	ignoreTooComplex: (file: string): SubmissionProblem => ({
		code: 'ignore-too-complex',
		file,
		message: `The patterns of ${file} take too long to apply to the files of the folder.`,
		hint: 'Use fewer patterns with fewer * in each; a folder is left out by its plain name.',
	}),
	badIgnore: (file: string, message: string): SubmissionProblem => ({
		code: 'bad-ignore-file',
		file,
		message: `${file} cannot be used: ${shownName(message)}.`,
		hint: 'Correct the pattern: close each [ with ], and write a pattern after each !.',
	}),
	moreProblems: (limit: number): SubmissionProblem => ({
		code: 'more-problems',
		message: `There are more than ${limit} problems with the files; the rest is not shown.`,
		hint: 'Mend these first, then grade again.',
	}),
} as const;

export const dockerfileProblems = {
	missing: (file: string, similar: string | undefined): SubmissionProblem => ({
		code: 'no-dockerfile',
		file,
		message:
			similar === undefined
				? `There is no ${file} in the folder.`
				: `There is no ${file} in the folder, but there is ${shownName(similar)}.`,
		hint:
			similar === undefined
				? `Put your ${file} directly into the submitted folder, beside the sources.`
				: `Rename ${shownName(similar)} to ${file}.`,
	}),
	folder: (file: string): SubmissionProblem => ({
		code: 'dockerfile-is-a-folder',
		file,
		message: `${file} is a folder, not a file.`,
		hint: `Remove the folder ${file} and write a text file with that name.`,
	}),
	deadLink: (file: string, target: string): SubmissionProblem => ({
		code: 'no-dockerfile',
		file,
		message: `${file} is a link to ${shownName(target)}, which is not a file of the folder.`,
		hint: `Replace the link ${file} by the Dockerfile itself.`,
	}),
	empty: (file: string): SubmissionProblem => ({
		code: 'empty-dockerfile',
		file,
		message: `${file} is empty.`,
		hint: 'Start with a FROM line that names a base image, then save the file.',
	}),
	comments: (file: string): SubmissionProblem => ({
		code: 'empty-dockerfile',
		file,
		message: `Every line of ${file} is a comment, so it has no instruction.`,
		hint: 'Remove the # before the instructions.',
	}),
	binary: (file: string): SubmissionProblem => ({
		code: 'binary-dockerfile',
		file,
		message: `${file} is not a text file.`,
		hint: 'Write the Dockerfile with a text editor and save it as UTF-8.',
	}),
	utf16: (file: string): SubmissionProblem => ({
		code: 'binary-dockerfile',
		file,
		message: `${file} is saved as UTF-16, which the builder cannot read.`,
		hint: 'Save it again with the encoding UTF-8.',
	}),
	tooLarge: (file: string, limit: number): SubmissionProblem => ({
		code: 'dockerfile-too-large',
		file,
		message: `${file} is larger than ${bytesText(limit)}, the limit for a Dockerfile.`,
		hint: 'Move data out of the Dockerfile into files of their own and COPY them.',
	}),
} as const;
