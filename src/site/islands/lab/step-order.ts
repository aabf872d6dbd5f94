/** The order in which a person reads the steps of a build; the engine tells them as they come to its mind. */
import type { StepView } from './job-view.ts';

/** `[build 3/4] RUN …` and `[3/4] RUN …`, as BuildKit names the steps of a Dockerfile. */
const stepName = /^\[(?:(\S+) )?\s*(\d+)\/\d+\]/;

/** BuildKit's own preparations (`[internal] load …`) are the same in every build. */
export function isInternal({ step }: StepView): boolean {
	return step.name.startsWith('[internal]');
}

/** Image by image and stage by stage as they were first told, the steps of a stage by their numbers, the rest at the end. */
export function inReadingOrder(steps: readonly StepView[]): readonly StepView[] {
	const seen = new Map<string, number>();
	const place = (name: string) => {
		if (!seen.has(name)) seen.set(name, seen.size);
		return seen.get(name) ?? 0;
	};
	const keyed = steps
		.filter((view) => !isInternal(view))
		.map((view, index) => {
			const [, stage = '', number] = stepName.exec(view.step.name) ?? [];
			const image = place(`image ${view.image}`);
			if (number === undefined) return { view, key: [image, Number.POSITIVE_INFINITY, index] };
			return { view, key: [image, place(`stage ${view.image} ${stage}`), Number(number)] };
		});
	return keyed.sort((a, b) => difference(a.key, b.key)).map(({ view }) => view);
}

function difference(a: readonly number[], b: readonly number[]): number {
	const at = a.findIndex((value, index) => value !== b[index]);
	return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
