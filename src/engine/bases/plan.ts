import { type Base, type Catalogue, findBase, needsOf } from './catalogue.ts';
import type { BaseState } from './state.ts';

/** How a base is got: from a registry, or by its recipe. */
export type Route = 'registry' | 'recipe';

/** One base that has to be got. */
export interface Task {
	readonly base: Base;
	readonly route: Route;
	/** Bases of this plan, or present ones, that have to be there first. */
	readonly needs: readonly string[];
}

/**
 * The image with a shell that certificates are merged with for a pulled base: the catalogue's helper. What the helper's own
 * recipe builds on has a shell itself, and must not wait for the helper.
 */
export function helperOf(catalogue: Catalogue, reference: string): string {
	const isBelow = (upper: string): boolean =>
		upper === reference || needsOf(findBase(catalogue, upper)).some((need) => isBelow(need));
	return isBelow(catalogue.helper) ? reference : catalogue.helper;
}

export interface PlanInput {
	readonly catalogue: Catalogue;
	/** References, the most urgent first. */
	readonly wanted: readonly string[];
	/** References that the engine has already. */
	readonly present: ReadonlySet<string>;
	readonly routeOf: (base: Base) => Route;
	/** Whether pulled bases get certificates, which takes the catalogue's helper image. */
	readonly addsCertificates: boolean;
}

/**
 * What has to be got for the wanted bases, in the order of work: as wanted, each base right after what it needs.
 * Steps between that nobody needs any more are left out.
 *
 * @throws UserError `base-unavailable` for a reference that is not in the catalogue.
 */
export function planBases({ catalogue, wanted, present, routeOf, addsCertificates }: PlanInput): readonly Task[] {
	const tasks = new Map<string, Task>();
	const visit = (reference: string): void => {
		if (present.has(reference) || tasks.has(reference)) return;
		const base = findBase(catalogue, reference);
		const route = routeOf(base);
		const helper = helperOf(catalogue, reference);
		const forCertificates = addsCertificates && helper !== reference ? [helper] : [];
		const needs = route === 'recipe' ? needsOf(base) : forCertificates;
		for (const need of needs) visit(need);
		tasks.set(reference, { base, route, needs });
	};
	for (const reference of wanted) visit(reference);
	return [...tasks.values()];
}

export interface NextMoves {
	/** Tasks to start now, in order. */
	readonly start: readonly Task[];
	/** Tasks that can never start, each with the base that is missing. */
	readonly blocked: readonly { readonly task: Task; readonly by: string }[];
}

/**
 * Which tasks may start now.
 *
 * @param states of the tasks and of the bases they need; a base without a state is present.
 * @param atOnce how many may run at the same time.
 */
export function nextMoves(
	tasks: readonly Task[],
	states: (reference: string) => BaseState['state'],
	atOnce: number,
): NextMoves {
	const waiting = tasks.filter(({ base }) => states(base.reference) === 'waiting');
	const running = tasks.filter(({ base }) => states(base.reference) === 'preparing').length;
	const blocked = waiting.flatMap((task) => {
		const by = task.needs.find((need) => states(need) === 'failed');
		return by === undefined ? [] : [{ task, by }];
	});
	const ready = waiting.filter(({ needs }) => needs.every((need) => states(need) === 'present'));
	return { start: ready.slice(0, Math.max(0, atOnce - running)), blocked };
}
