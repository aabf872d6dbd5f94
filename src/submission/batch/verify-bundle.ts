/** Grades a bundle again, and compares. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#errors';
import type { CheckStatus, Report } from '#protocol/report.ts';
import { classLimits } from '../intake/limits.ts';
import { IntakeRefused } from '../intake/problems.ts';
import { unpack } from '../intake/unpack.ts';
import { shownName } from '../words.ts';
import { type Bundle, bundleSchema, descriptionName, filesFolder } from './bundle.ts';

export interface OpenedBundle {
	readonly bundle: Bundle;
	/** Folder with the files that were graded. */
	readonly files: string;
}

const hint = 'Take the file that `stagecraft grade --bundle` wrote, unchanged.';

/** Unpacks a bundle into an empty folder of ours. Throws UserError `bundle-invalid`. */
export async function openBundle(path: string, work: string, signal: AbortSignal): Promise<OpenedBundle> {
	try {
		await unpack({ path, to: work, limits: classLimits(), links: 'keep', signal });
		const text = await readFile(join(work, descriptionName), 'utf8');
		return { bundle: bundleSchema.parse(JSON.parse(text)), files: join(work, filesFolder) };
	} catch (error) {
		if (signal.aborted) throw error;
		const why = error instanceof IntakeRefused ? ` ${error.problem.message}` : '';
		throw new UserError('bundle-invalid', `${shownName(path)} is no submission bundle.${why}`, hint, error);
	}
}

/** Throws UserError `bundle-invalid` when the files are not those that were graded. */
export function requireSameFiles({ hash, report }: Bundle, found: string): void {
	if (found === hash && report.submission.hash === hash) return;
	throw new UserError(
		'bundle-invalid',
		`The files of the bundle have the hash ${found.slice(0, 12)}, and its report is about ${report.submission.hash.slice(0, 12)}.`,
		hint,
	);
}

export interface StatusDifference {
	readonly check: string;
	readonly before: CheckStatus | 'absent';
	readonly now: CheckStatus | 'absent';
}

/** Checks whose status is not the same. Pure. */
export function compareStatuses(before: Report, now: Report): readonly StatusDifference[] {
	const ids = new Set([...before.checks, ...now.checks].map(({ id }) => id));
	const statusIn = (report: Report, id: string): CheckStatus | 'absent' =>
		report.checks.find((check) => check.id === id)?.status ?? 'absent';
	return [...ids]
		.map((check) => ({ check, before: statusIn(before, check), now: statusIn(now, check) }))
		.filter((one) => one.before !== one.now);
}
