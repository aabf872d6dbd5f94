/** `stagecraft grade --verify BUNDLE`: grades a bundle again, and says whether the statuses are the same. */
import { join, resolve } from 'node:path';
import { visible } from '#grade/formats/plain.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { labImages } from '#lab/lab-images.ts';
import type { Report } from '#protocol/report.ts';
import { countText } from '#protocol/size-text.ts';
import type { Bundle } from '#submission/batch/bundle.ts';
import type { SubmissionJudge } from '#submission/batch/submission-judge.ts';
import type { OpenedBundle, StatusDifference } from '#submission/batch/verify-bundle.ts';
import type { SubmissionSource } from '#submission/intake/source.ts';
import type { ExitStatus } from '../command.ts';
import type { CliContext } from '../context.ts';
import { selectLab } from '../select-labs.ts';
import { openWorkEngine, prepareForWork, requireBases } from '../workbench.ts';

export interface VerifyRequest {
	readonly context: CliContext;
	/** As typed. */
	readonly path: string;
	readonly dataDir: string;
	readonly offline: boolean;
}

/** Exit status 0 for the same statuses, 1 for others, 3 when it cannot be graded now. Throws UserError `bundle-invalid`. */
export async function verifyBundle({ context, path, dataDir, offline }: VerifyRequest): Promise<ExitStatus> {
	const { compareStatuses, openBundle } = await import('#submission/batch/verify-bundle.ts');
	const { labHash } = await import('#submission/batch/bundle.ts');
	const { pathKind } = await import('#submission/intake/find-sources.ts');
	await pathKind(resolve(context.cwd, path));
	await using engine = await openWorkEngine(context, dataDir);
	const { Grader } = await import('#submission/grader.ts');
	const { SubmissionJudge } = await import('#submission/batch/submission-judge.ts');
	await using grader = await Grader.open({ engine, dataDir });
	await using work = await grader.scratchFolder();
	const opened = await openBundle(resolve(context.cwd, path), work.path, context.signal);
	const { bundle } = opened;
	const lab = await selectLab(bundle.lab.id);
	requireBases(await prepareForWork(context, { engine, dataDir, wanted: labImages(lab.lab), offline }));
	if (labHash(lab) !== bundle.lab.hash) {
		context.note('The lab has changed since the bundle was made; other statuses may come from that.');
	}
	const judge = new SubmissionJudge({ engine, grader, lab, policy: bundle.policy });
	const now = await gradeAgain(context, { judge, opened, lab });
	const differences = compareStatuses(bundle.report, now);
	context.out(verdict(bundle, now, differences));
	if (now.status === 'ungradable') return 3;
	return differences.length === 0 ? 0 : 1;
}

interface Again {
	readonly judge: SubmissionJudge;
	readonly opened: OpenedBundle;
	readonly lab: LoadedLab;
}

async function gradeAgain(context: CliContext, { judge, opened, lab }: Again): Promise<Report> {
	const { requireSameFiles } = await import('#submission/batch/verify-bundle.ts');
	const { bundle } = opened;
	const { name } = bundle.report.submission;
	const sourceOf = (path: string): SubmissionSource => ({
		name,
		late: false,
		parts: [{ kind: 'folder', path, name }],
	});
	await using files = await judge.open(sourceOf(opened.files), context.signal);
	requireSameFiles(bundle, files.hash);
	// The texts of the reference solution get its sizes when it is graded where it lies.
	await using solution = await judge.open(sourceOf(join(lab.dir, 'solution')), context.signal);
	const graded = solution.hash === files.hash ? solution : files;
	const report = await graded.grade((event) => {
		if (event.kind !== 'phase') return;
		context.progress.show([{ key: 'verify', label: name, state: 'running', step: event.phase }]);
	});
	context.progress.finish();
	return report;
}

function verdict({ report }: Bundle, now: Report, differences: readonly StatusDifference[]): string {
	const name = visible(report.submission.name);
	if (now.status === 'ungradable') return `${name}: ungradable now: ${visible(now.fault ?? 'a fault of the grader')}\n`;
	if (differences.length === 0) return `${name}: the same status in ${countText(now.checks.length, 'check')}.\n`;
	const lines = differences.map(({ check, before, now: after }) => `  ${check}: ${before} in the bundle, ${after} now`);
	return `${name}: ${countText(differences.length, 'check')} of ${now.checks.length} ended otherwise.\n${lines.join('\n')}\n`;
}
