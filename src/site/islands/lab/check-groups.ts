import type { CheckGroup, CheckResult } from '#protocol/report.ts';

// The schema's own list would bring the schema library along into the page.
const checkGroups: readonly CheckGroup[] = ['builds', 'works', 'small', 'safe', 'explained'];

/** Things with a group, in the order in which the groups depend on each other; empty groups are left out. */
export function byGroup<T extends { readonly group: CheckGroup }>(
	items: readonly T[],
): readonly { readonly group: CheckGroup; readonly items: readonly T[] }[] {
	return checkGroups
		.map((group) => ({ group, items: items.filter((item) => item.group === group) }))
		.filter(({ items: own }) => own.length > 0);
}

/** The check to look at first: the first one, in the order of the groups, that failed. */
export function firstFailed(checks: readonly CheckResult[]): string | undefined {
	const ordered = byGroup(checks).flatMap(({ items }) => items);
	return (ordered.find((check) => check.status === 'fail') ?? ordered.find((check) => check.status === 'error'))?.id;
}
