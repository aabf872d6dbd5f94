/** Judging one check: dependencies first, then faults of ours, then its rule. */
import { checkKinds } from '#lab/check-kinds.ts';
import { checkTitle } from '#lab/public-view.ts';
import { type Check, type CheckKind, checkId, type Lab } from '#lab/schema.ts';
import type { CheckResult, CheckStatus } from '#protocol/report.ts';
import { type Facts, listText, type Rule, type RuleOutcome } from './rule.ts';
import { allRules } from './rules/all-rules.ts';

/** Ids of the checks that must pass first, as far as the lab has them. */
export function dependencies(check: Check, lab: Lab): readonly string[] {
	const ids = lab.checks.map(checkId);
	const wanted = check.dependsOn ?? present(checkKinds[check.kind].dependsOn, ids);
	return [...new Set(wanted)].filter((id) => id !== checkId(check));
}

/** In place of a check that the lab does not have, what that one depends on: the image is needed in any case. */
function present(wanted: readonly string[], ids: readonly string[]): readonly string[] {
	return wanted.flatMap((id) => {
		if (ids.includes(id)) return [id];
		return Object.hasOwn(checkKinds, id) ? present(checkKinds[id as CheckKind].dependsOn, ids) : [];
	});
}

/** The result of one check. `earlier` has the results of all checks that it depends on. */
export function judgeCheck(check: Check, facts: Facts, earlier: ReadonlyMap<string, CheckResult>): CheckResult {
	const dependsOn = dependencies(check, facts.lab);
	const open = dependsOn.flatMap((id) => earlier.get(id) ?? []).filter(({ status }) => status !== 'pass');
	const outcome = open.length > 0 ? skipped(open) : ruled(check, facts);
	const { file, line, endLine } = outcome;
	return {
		id: checkId(check),
		kind: check.kind,
		title: checkTitle(check),
		group: checkKinds[check.kind].group,
		status: outcome.status,
		points: outcome.status === 'pass' ? check.points : 0,
		maxPoints: check.points,
		expected: outcome.expected,
		actual: outcome.actual,
		rationale: checkKinds[check.kind].rationale,
		hint: outcome.status === 'fail' ? (check.hint ?? outcome.hint) : outcome.hint,
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
		...(endLine === undefined ? {} : { endLine }),
		dependsOn: [...dependsOn],
	};
}

type Outcome = Omit<RuleOutcome, 'status'> & { readonly status: CheckStatus };

function skipped(open: readonly CheckResult[]): Outcome {
	const names = listText(open.map(({ title }) => `"${title}"`));
	const failed = open.some(({ status }) => status === 'fail' || status === 'skip');
	return {
		status: 'skip',
		expected: 'The checks that this one depends on pass.',
		actual: `Not checked: ${names} did not pass.`,
		hint: failed ? `Mend ${names} first.` : 'Grade again: the fault is not yours.',
	};
}

function ruled(check: Check, facts: Facts): Outcome {
	const rule = ruleOf(check.kind);
	const sources = rule.needs(check);
	const fault = facts.evidence.faults.find(({ what }) => sources.includes(what));
	if (fault === undefined) return rule.judge(check, facts);
	return {
		status: 'error',
		expected: 'The judge can check this.',
		actual: fault.message,
		hint: 'This is a fault of the grader, not of your work. Grade again; if it stays, report it.',
	};
}

/** The table holds the rule of the very kind for each kind, which the compiler does not follow through the union. */
function ruleOf(kind: CheckKind): Rule<CheckKind> {
	return allRules[kind] as Rule<CheckKind>;
}
