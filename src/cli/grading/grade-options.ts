/** What was typed after `stagecraft grade`, checked. */
import { resolve } from 'node:path';
import { UserError } from '#errors';
import { type FormatName, formatNames, formatOfFile } from '#grade/formats/emit.ts';
import { type BasePolicy, parseBasePolicy } from '#submission/batch/base-policy.ts';
import { type CommandInput, listOption, textOption } from '../command.ts';

/** Where a format goes. */
export interface Output {
	readonly format: FormatName;
	/** Absolute path; undefined for standard output. */
	readonly file?: string;
}

export interface GradeOptions {
	readonly each: boolean;
	readonly outputs: readonly Output[];
	/** Title of the column for Canvas. */
	readonly column?: string;
	/** Submissions at once; undefined: what fits the machine. */
	readonly jobs?: number;
	/** Points below which the exit status is 1. */
	readonly floor?: number;
	readonly resume: boolean;
	/** Absolute path of the folder for bundles. */
	readonly bundleDir?: string;
	readonly policy: BasePolicy;
	readonly offline: boolean;
}

/** Most at once that can be asked for: above it the engine alone is slower than with fewer. */
const maxJobs = 64;

/** Throws UserError `usage-invalid` that names the option. */
export function readGradeOptions(input: CommandInput, cwd: string): GradeOptions {
	const jobs = numberOption(input, 'jobs', '--jobs', 'Give how many to grade at once, such as --jobs 4.');
	if (jobs !== undefined && (!Number.isInteger(jobs) || jobs < 1 || jobs > maxJobs)) {
		throw new UserError('usage-invalid', `--jobs is "${jobs}".`, `Give a whole number from 1 to ${maxJobs}.`);
	}
	const floor = numberOption(input, 'failUnder', '--fail-under', 'Give a number of points, such as --fail-under 60.');
	const bundleDir = textOption(input, 'bundle');
	const column = textOption(input, 'column');
	return {
		each: input.options['each'] === true,
		outputs: readOutputs(textOption(input, 'format'), listOption(input, 'out'), cwd),
		...(column === undefined ? {} : { column }),
		...(jobs === undefined ? {} : { jobs }),
		...(floor === undefined ? {} : { floor }),
		resume: input.options['resume'] === true,
		...(bundleDir === undefined ? {} : { bundleDir: resolve(cwd, bundleDir) }),
		policy: parseBasePolicy(listOption(input, 'mapBase'), listOption(input, 'allowBase')),
		offline: input.options['offline'] === true,
	};
}

function numberOption(input: CommandInput, name: string, flag: string, hint: string): number | undefined {
	const value = textOption(input, name);
	if (value === undefined) return undefined;
	const number = Number(value);
	if (value.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
	throw new UserError('usage-invalid', `${flag} is "${value}".`, hint);
}

/**
 * Without files: the format on standard output, text by default. A single file takes the format that was named, else that of
 * its ending; several files take those of their endings, and a format that is named besides goes to standard output.
 */
export function readOutputs(named: string | undefined, files: readonly string[], cwd: string): readonly Output[] {
	const format = formatNames.find((name) => name === named);
	if (files.length === 0) return [{ format: format ?? 'text' }];
	const forFiles = files.map((file): Output => {
		const wanted = (files.length === 1 ? format : undefined) ?? formatOfFile(file);
		if (wanted !== undefined) return { format: wanted, file: resolve(cwd, file) };
		throw new UserError(
			'usage-invalid',
			`--out ${file} does not say its format.`,
			'End it with .txt, .json, .csv, .html, .md or .xml, or give one --out and --format.',
		);
	});
	return files.length > 1 && format !== undefined ? [...forFiles, { format }] : forFiles;
}
