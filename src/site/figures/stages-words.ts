/** A row of stages in words: for those who do not see the drawing. */
import type { StageData, StageItem } from './figure-data.ts';

/** `program, copied from build`; `pip install, from the cache`. */
export function itemWords({ text, kind, from }: StageItem): string {
	const more = {
		base: ', from the base',
		own: '',
		copied: `, copied from ${from ?? ''}`,
		left: ', left behind',
		cached: ', taken from the cache',
		again: ', run again',
	};
	return `${text}${more[kind]}`;
}

export function stagesSentence(stages: readonly StageData[]): string {
	const state = { built: '', final: ', which becomes the image,', skipped: ', which is skipped,' };
	return stages
		.map(({ name, base, state: fate, items }) => {
			const start = base === undefined ? '' : ` starting from ${base}`;
			return `${name}${start}${state[fate]} holds: ${items.map(itemWords).join('; ')}.`;
		})
		.join(' ');
}
