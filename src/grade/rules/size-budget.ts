import { sizeText } from '#protocol/size-text.ts';
import { bottomStage } from '../dockerfile-places.ts';
import {
	type Facts,
	fail,
	finalBases,
	inDockerfile,
	isOneFile,
	lineText,
	noEvidence,
	type Place,
	pass,
	type Rule,
} from '../rule.ts';

/** The unpacked size of the after image is within the budget. */
export const sizeBudget: Rule<'size-budget'> = {
	needs: () => ['engine', 'after', 'image'],
	judge: ({ maxBytes }, facts) => {
		const expected = `At most ${sizeText(maxBytes)} unpacked.`;
		const image = facts.evidence.images.after;
		if (image === undefined) return noEvidence(expected, 'the image');
		const actual = `${sizeText(image.sizes.unpacked)} unpacked.`;
		if (image.sizes.unpacked <= maxBytes) return pass(expected, actual);
		const advice = sizeAdvice(facts, maxBytes);
		return fail(expected, actual, advice.hint, advice.place);
	},
};

/** Where most of the bytes come from: the base, or one step. */
export function sizeAdvice(facts: Facts, maxBytes: number): { readonly hint: string; readonly place: Place } {
	const layers = facts.layers.after;
	const baseBytes = layers.filter(({ fromBase }) => fromBase).reduce((sum, { bytes }) => sum + bytes, 0);
	const largest = layers.filter(({ fromBase }) => !fromBase).toSorted((a, b) => b.bytes - a.bytes)[0];
	const bottom = bottomStage(facts);
	if (baseBytes > maxBytes || largest === undefined) {
		const line = bottom === undefined ? 'The base' : `Line ${bottom.line} (FROM ${bottom.base.asWritten})`;
		return {
			hint: `${line} brings ${sizeText(baseBytes)} by itself. Let the final stage start from ${finalBases(facts)}, and copy only ${isOneFile(facts) ? 'the program' : 'what the program needs'} into it.`,
			place: inDockerfile(facts, bottom === undefined ? {} : { line: bottom.line }),
		};
	}
	return {
		hint: `${lineText(largest)} adds ${sizeText(largest.bytes)}, the most of all steps. ${isOneFile(facts) ? 'Copy only the file that the program needs, and build it without debug data.' : 'Copy only what the program needs when it runs.'}`,
		place: inDockerfile(facts, largest),
	};
}
