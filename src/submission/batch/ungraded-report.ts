/** Reports of submissions that no engine was asked about. */
import type { EngineFacts } from '#engine/engine.ts';
import type { Evidence, SubmissionProblem } from '#grade/evidence.ts';
import { gradeSubmission } from '#grade/grade-submission.ts';
import type { Lab } from '#lab/schema.ts';
import type { Report } from '#protocol/report.ts';
import { draftEvidence } from '../assemble.ts';

interface Ungraded {
	readonly lab: Lab;
	readonly engine: Pick<EngineFacts, 'kind' | 'version' | 'store' | 'platform'>;
	readonly name: string;
	/** sha256 of what was handed in, when it could be read. */
	readonly hash: string;
}

/** What was handed in is at fault: no points, the problem and its hint at the checks that need files. */
export function refusedReport(ungraded: Ungraded, problem: SubmissionProblem): Report {
	return report(ungraded, { problems: [problem] });
}

/** We are at fault: ungradable, no points lost. */
export function faultReport(ungraded: Ungraded, message: string): Report {
	return report(ungraded, { faults: [{ what: 'engine', message }] });
}

function report({ lab, engine, name, hash }: Ungraded, parts: Partial<Evidence>): Report {
	const draft = draftEvidence(name, engine, new Date());
	const submission = { ...draft.submission, hash };
	return gradeSubmission(lab, { ...draft, submission, ...parts, milliseconds: 0 });
}
