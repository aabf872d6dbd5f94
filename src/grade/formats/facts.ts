/** What several emitters say of a report. */
import { placeText } from '#protocol/place-text.ts';
import type { Advice, CheckResult, Report, ReportImage } from '#protocol/report.ts';

/** Points without a fraction where there is none, at most two digits of it. */
export function pointsText(value: number): string {
	return String(rounded(value));
}

export function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}

/** `64 of 90 points`, or `ungradable`: a fault of ours is not zero points. */
export function verdictText({ status, score, maxScore }: Report): string {
	return status === 'ungradable' ? 'ungradable' : `${pointsText(score)} of ${pointsText(maxScore)} points`;
}

export function failedChecks({ checks }: Report): readonly CheckResult[] {
	return checks.filter(({ status }) => status === 'fail');
}

/** A piece of advice in one line: what is so, where, the next step, and what other tools call it. */
export function adviceText(advice: Advice): string {
	const place = placeText(advice);
	const rules = ruleIds(advice);
	return [
		place === '' ? advice.message : `${place}: ${advice.message}`,
		...(advice.hint === '' ? [] : [`Next: ${advice.hint}`]),
		...(rules === '' ? [] : [`(${rules})`]),
	].join(' ');
}

/** `hadolint DL3009, docker build --check StageNameCasing`; empty where no other tool has such a rule. */
export function ruleIds({ hadolint, buildCheck }: Advice): string {
	const parts = [
		hadolint.length === 0 ? '' : `hadolint ${hadolint.join(' ')}`,
		buildCheck.length === 0 ? '' : `docker build --check ${buildCheck.join(' ')}`,
	];
	return parts.filter((part) => part !== '').join(', ');
}

/** Lines such as `actionable: Dockerfile, line 3: …`, for formats that have a text and no place for advice. */
export function adviceLines({ advice }: Report): readonly string[] {
	return advice.map((one) => `${one.level}: ${adviceText(one)}`);
}

export function imageOf({ images }: Report, role: ReportImage['role']): ReportImage | undefined {
	return images.find((image) => image.role === role);
}

/** Checks of a class in the order in which its reports have them; labs of one class have the same. */
export function checkColumns(reports: readonly Report[]): readonly { readonly id: string; readonly title: string }[] {
	const columns = new Map<string, string>();
	for (const { checks } of reports) {
		for (const { id, title } of checks) if (!columns.has(id)) columns.set(id, title);
	}
	return [...columns].map(([id, title]) => ({ id, title }));
}

/** Names of the reports with the same files as another one, by hash. */
export function sameFiles(reports: readonly Report[]): ReadonlyMap<string, readonly string[]> {
	const names = new Map<string, string[]>();
	for (const { submission } of reports) {
		if (submission.hash !== '') names.set(submission.hash, [...(names.get(submission.hash) ?? []), submission.name]);
	}
	return new Map([...names].filter(([, list]) => list.length > 1));
}
