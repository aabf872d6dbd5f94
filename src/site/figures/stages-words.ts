/** A row of stages in words: for those who do not see the drawing. */
import type { LessonText } from '../text/en/lesson.ts';
import type { StageData, StageItem } from './figure-data.ts';

type Words = Pick<LessonText['stages'], 'item' | 'sentence'>;

/** `program, copied from build`; `pip install, from the cache`. */
export function itemWords({ text, kind, from = '' }: StageItem, words: Words): string {
	return `${text}${words.item[kind](from)}`;
}

export function stagesSentence(stages: readonly StageData[], words: Words): string {
	return stages
		.map(({ name, base, state, items }) =>
			words.sentence(name, base, state, items.map((item) => itemWords(item, words)).join('; ')),
		)
		.join(' ');
}
