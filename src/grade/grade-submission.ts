/** Lab + Evidence → Report. Pure: the same evidence gives the same report. */

import { maxScore } from '#lab/public-view.ts';
import { type Check, checkId, type Lab } from '#lab/schema.ts';
import { type CheckResult, checkGroups, type Report } from '#protocol/report.ts';
import { adviseOn } from './advice/all-advice.ts';
import type { Evidence } from './evidence.ts';
import { dependencies, judgeCheck } from './judge-check.ts';
import { layerOrigins } from './layer-origin.ts';
import { parBand, reportImages } from './report-images.ts';
import type { Facts } from './rule.ts';

/**
 * Judges every check of the lab. A check with a fault of ours has status `error`, and makes the report `ungradable`: its
 * score then says nothing about the learner.
 */
export function gradeSubmission(lab: Lab, evidence: Evidence): Report {
	const facts = judgeFacts(lab, evidence);
	const results = judgeAll(lab, facts);
	const checks = inGroups(lab.checks.flatMap((check) => results.get(checkId(check)) ?? []));
	const faults = [...new Set(checks.filter(({ status }) => status === 'error').map(({ actual }) => actual))];
	const par = parBand(lab, facts, results);
	const { before, after } = evidence.images;
	return {
		version: 1,
		lab: { id: lab.id, title: lab.title },
		submission: evidence.submission,
		status: faults.length > 0 ? 'ungradable' : 'graded',
		...(faults.length > 0 ? { fault: faults.join(' ') } : {}),
		score: checks.reduce((sum, { points }) => sum + points, 0),
		maxScore: maxScore(lab),
		checks,
		advice: adviseOn(facts, checks),
		images: reportImages(facts),
		...(before && after ? { ratio: before.sizes.unpacked / Math.max(1, after.sizes.unpacked) } : {}),
		...(par === undefined ? {} : { par }),
		bases: evidence.bases,
		notes: [...evidence.notes],
		...(evidence.engine === undefined ? {} : { engine: evidence.engine }),
		startedAt: evidence.startedAt,
		milliseconds: evidence.milliseconds,
	};
}

/** The evidence with what is derived from it once for all rules. */
export function judgeFacts(lab: Lab, evidence: Evidence): Facts {
	const { before, after } = evidence.images;
	return {
		lab,
		evidence,
		layers: {
			before: before === undefined ? [] : layerOrigins(before, evidence.beforeDockerfile?.analysis),
			after: after === undefined ? [] : layerOrigins(after, evidence.dockerfile?.analysis),
		},
	};
}

/** Judges in the order of dependencies. The lab's schema admits no circles; one would end here by the `open` list. */
function judgeAll(lab: Lab, facts: Facts): ReadonlyMap<string, CheckResult> {
	const results = new Map<string, CheckResult>();
	const open = new Set<string>();
	const judge = (check: Check): void => {
		const id = checkId(check);
		if (results.has(id) || open.has(id)) return;
		open.add(id);
		const before = dependencies(check, lab);
		for (const other of lab.checks.filter((one) => before.includes(checkId(one)))) judge(other);
		results.set(id, judgeCheck(check, facts, results));
	};
	for (const check of lab.checks) judge(check);
	return results;
}

function inGroups(checks: readonly CheckResult[]): CheckResult[] {
	return checks.toSorted((a, b) => checkGroups.indexOf(a.group) - checkGroups.indexOf(b.group));
}
