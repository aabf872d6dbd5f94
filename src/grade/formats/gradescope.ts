/** Gradescope's `results.json`. */
import { placeText } from '#protocol/place-text.ts';
import type { CheckResult, Report } from '#protocol/report.ts';
import { adviceLines, imageOf, rounded } from './facts.ts';
import { visible } from './plain.ts';

/**
 * One report in the format of https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format. All texts are
 * of format `text`, which Gradescope shows without reading markup. Without a score Gradescope takes the run for failed and
 * lets staff run it again: that is what a fault of ours should be, so an ungradable report has no score and no tests.
 */
export function gradescopeJson(report: Report): string {
	const common = {
		execution_time: rounded(report.milliseconds / 1000),
		output_format: 'text',
		visibility: 'visible',
		stdout_visibility: 'hidden',
		extra_data: {
			lab: report.lab.id,
			submission_hash: report.submission.hash,
			outcome: report.status,
			advice: report.advice.map(({ id, level }) => ({ id, level })),
		},
	};
	const result =
		report.status === 'ungradable'
			? {
					...common,
					output: `This submission could not be graded, and has lost no points: ${visible(report.fault ?? '')}`,
				}
			: {
					...common,
					score: rounded(report.score),
					output: [...report.notes, ...adviceLines(report)].map(visible).join('\n'),
					tests: report.checks.map(testOf),
					leaderboard: leaderboardOf(report),
				};
	return `${JSON.stringify(result, null, 2)}\n`;
}

function testOf(check: CheckResult, index: number) {
	return {
		name: visible(check.title),
		name_format: 'text',
		number: String(index + 1),
		score: rounded(check.points),
		max_score: rounded(check.maxPoints),
		status: check.status === 'pass' ? 'passed' : 'failed',
		output: outputOf(check),
		output_format: 'text',
		tags: [check.group, check.id],
		visibility: 'visible',
	};
}

function outputOf(check: CheckResult): string {
	if (check.status === 'skip') return visible(check.actual);
	const place = placeText(check);
	const lines = [`Expected: ${check.expected}`, `Found: ${check.actual}`];
	if (check.status !== 'pass') lines.push(`Next: ${check.hint}`, `Why: ${check.rationale}`);
	if (place !== '') lines.push(`Where: ${place}`);
	return visible(lines.join('\n'));
}

/** The smallest image leads. */
function leaderboardOf(report: Report) {
	const after = imageOf(report, 'after');
	if (after === undefined) return [];
	return [{ name: 'Unpacked size in bytes', value: after.sizes.unpacked, order: 'asc' }];
}
