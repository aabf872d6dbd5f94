/** Advice beyond points: graded, and mapped to what other tools say. Pure: the same evidence gives the same advice. */
import { type Advice, adviceLevels, type CheckResult } from '#protocol/report.ts';
import type { Facts } from '../rule.ts';
import { type AdviceRule, type AdviceScope, adviceScope, type Finding } from './advice.ts';
import { argumentAdvice } from './arguments.ts';
import { debianAdvice } from './debian-packages.ts';
import { instructionAdvice } from './instructions.ts';
import { languageAdvice } from './language-packages.ts';
import { praise } from './praise.ts';
import { remainsAdvice } from './remains.ts';
import { shellAdvice } from './shell.ts';
import { stageAdvice } from './stages.ts';

export const allAdvice: readonly AdviceRule[] = [
	...argumentAdvice,
	...stageAdvice,
	...instructionAdvice,
	...debianAdvice,
	...languageAdvice,
	...shellAdvice,
	...remainsAdvice,
	...praise,
];

/**
 * The advice for a submission whose checks have these results: one entry an id, the most urgent first, then by line. What a
 * failed check says already is left out. While the image does not build, only what is essential is said.
 */
export function adviseOn(facts: Facts, checks: readonly CheckResult[]): Advice[] {
	const passed = (kind: string) =>
		checks.filter((check) => check.kind === kind).every(({ status }) => status === 'pass');
	const scope = adviceScope(facts, checks.length > 0 && passed('builds') && passed('behaves'));
	if (scope === undefined) return [];
	const failed = new Set(checks.filter(({ status }) => status === 'fail').map(({ kind }) => kind));
	const isBuilt = facts.evidence.images.after !== undefined;
	return allAdvice
		.filter(({ level }) => isBuilt || level === 'essential')
		.filter(({ saidBy = [] }) => !saidBy.some((kind) => failed.has(kind)))
		.flatMap((rule) => advise(rule, scope))
		.toSorted((a, b) => adviceLevels.indexOf(a.level) - adviceLevels.indexOf(b.level) || (a.line ?? 0) - (b.line ?? 0));
}

function advise(rule: AdviceRule, scope: AdviceScope): Advice[] {
	const [first, ...others] = rule.find(scope);
	if (first === undefined) return [];
	const { line, endLine } = first;
	const file = scope.facts.evidence.dockerfile?.path;
	return [
		{
			id: rule.id,
			level: rule.level,
			message: `${first.message}${alsoText(others)}`,
			hint: first.hint,
			...(line === undefined || file === undefined ? {} : { file, line, endLine: endLine ?? line }),
			hadolint: [...(rule.hadolint ?? [])],
			buildCheck: [...(rule.buildCheck ?? [])],
		},
	];
}

/** Lines that are named at most: a hostile file could have thousands. */
const shownLines = 5;

function alsoText(others: readonly Finding[]): string {
	const lines = [...new Set(others.flatMap(({ line }) => line ?? []))];
	if (lines.length === 0) return '';
	const shown = lines.slice(0, shownLines).join(', ');
	const more = lines.length > shownLines ? ` and ${lines.length - shownLines} more` : '';
	return ` The same on ${lines.length === 1 ? 'line' : 'lines'} ${shown}${more}.`;
}
