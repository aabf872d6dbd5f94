import type { HiddenFile } from '#image/analysis.ts';
import { sizeText } from '#protocol/size-text.ts';
import { fail, inDockerfile, lineInText, lineText, noEvidence, pass, type Rule } from '../rule.ts';

const causes: Readonly<Record<HiddenFile['cause'], string>> = {
	deleted: 'removes it',
	overwritten: 'puts another file over it',
	copied: 'stores it again with another mode or owner',
	replaced: 'puts something else in its place',
};

/** Bytes of the learner's own layers that higher layers hide. Bytes of the base are pulled by everyone anyway. */
export const noDeadWeight: Rule<'no-dead-weight'> = {
	needs: () => ['engine', 'after', 'image'],
	judge: ({ maxBytes }, facts) => {
		const expected =
			maxBytes === 0 ? 'No layer hides bytes of another.' : `Layers hide at most ${sizeText(maxBytes)} of one another.`;
		const image = facts.evidence.images.after;
		if (image === undefined) return noEvidence(expected, 'the image');
		const hidden = image.analysis.hidden.filter(({ layer }) => facts.layers.after[layer]?.fromBase === false);
		const bytes = hidden.reduce((sum, file) => sum + file.size, 0);
		const largest = hidden.toSorted((a, b) => b.size - a.size)[0];
		if (bytes <= maxBytes || largest === undefined) return pass(expected, `${sizeText(bytes)} are hidden.`);
		const from = facts.layers.after[largest.layer];
		const by = facts.layers.after[largest.hiddenBy];
		return fail(
			expected,
			`${sizeText(bytes)} are hidden, most of all /${largest.path} (${sizeText(largest.size)}).`,
			`${from === undefined ? 'A step' : lineText(from)} adds it and ${by === undefined ? 'a later step' : lineInText(by)} ${causes[largest.cause]}. Do both in one step, or only copy the final file from an earlier stage.`,
			inDockerfile(facts, from),
		);
	},
};
