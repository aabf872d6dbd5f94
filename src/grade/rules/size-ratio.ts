import { factorText, sizeText } from '#protocol/size-text.ts';
import { fail, noEvidence, pass, type Rule } from '../rule.ts';
import { sizeAdvice } from './size-budget.ts';

/** The before image is at least so many times as large as the after image, by unpacked size. */
export const sizeRatio: Rule<'size-ratio'> = {
	needs: () => ['engine', 'before', 'after', 'image'],
	judge: ({ min }, facts) => {
		const expected = `Before is at least ${factorText(min)} times the size of after.`;
		const { before, after } = facts.evidence.images;
		if (before === undefined || after === undefined) return noEvidence(expected, 'both images');
		const ratio = before.sizes.unpacked / Math.max(1, after.sizes.unpacked);
		const actual = `${factorText(ratio)} times: ${sizeText(before.sizes.unpacked)} before, ${sizeText(after.sizes.unpacked)} after.`;
		if (ratio >= min) return pass(expected, actual);
		const advice = sizeAdvice(facts, before.sizes.unpacked / min);
		return fail(expected, actual, advice.hint, advice.place);
	},
};
