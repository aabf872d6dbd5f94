import type { ImageSizes } from '#protocol/report.ts';
import { sizeText } from '#protocol/size-text.ts';
import { type Facts, fail, noEvidence, pass, type Rule, type RuleOutcome } from '../rule.ts';
import { canMean, type WrittenSize, writtenSizes } from '../written-size.ts';

interface Measured {
	readonly tag: string;
	readonly sizes: ImageSizes;
}

interface Truth {
	readonly before: Measured;
	readonly after: Measured;
	/** Other true sizes that a text may speak of: what was saved, the bases, single layers. */
	readonly others: readonly number[];
}

/**
 * At least one size of each image is written, and every size that is written is true: it is one of the three sizes of an
 * image, the difference of the two, a base or a layer, in any unit, as exact as it is written. In code, where the output
 * of commands is pasted, only lines that name one of the images count.
 */
export const trueSizes: Rule<'true-sizes'> = {
	needs: () => ['engine', 'before', 'after', 'image'],
	judge: ({ file }, facts) => {
		const { before, after } = facts.evidence.images;
		const expected = `${file} has a size of each image, and all sizes in it are true.`;
		if (before === undefined || after === undefined) return noEvidence(expected, 'both images');
		const text = facts.evidence.documents[file];
		if (text === undefined)
			return fail(expected, `There is no ${file}.`, `Add ${file} to your files with the sizes that you measured.`);
		const truth: Truth = { before, after, others: otherSizes(facts, before.sizes, after.sizes) };
		const written = writtenSizes(text).filter((size) => !size.inCode || namesImage(size, truth));
		const wrong = written
			.map((size) => falseSize(size, truth, expected, file))
			.find((outcome) => outcome !== undefined);
		if (wrong !== undefined) return wrong;
		for (const image of [before, after]) {
			if (written.some((size) => isOf(size, image))) continue;
			return fail(
				expected,
				`${file} has no size of ${image.tag}.`,
				`Build the image, read its size in docker images ${image.tag}, and write it down with its unit.`,
				{ file, ...lineOf(text, image.tag) },
			);
		}
		return pass(expected, `${written.length} sizes were compared with the images, and are true.`);
	},
};

function falseSize(size: WrittenSize, truth: Truth, expected: string, file: string): RuleOutcome | undefined {
	const { before, after } = truth;
	const named = namedImage(size, truth);
	const other = named === before ? after : before;
	const place = { file, line: size.line };
	if (named !== undefined && !isOf(size, named) && isOf(size, other)) {
		return fail(
			expected,
			`Line ${size.line} gives ${size.text} for ${named.tag}, and that is the size of ${other.tag}.`,
			`Write the size of ${named.tag} there: ${threeSizes(named)}.`,
			place,
		);
	}
	if (isOf(size, before) || isOf(size, after) || truth.others.some((bytes) => canMean(size, bytes))) return undefined;
	const all = (named === undefined ? [before, after] : [named]).map((image) => `${image.tag} has ${threeSizes(image)}`);
	return fail(
		expected,
		`Line ${size.line} says ${size.text}, and nothing that was measured has this size.`,
		`Measure again and correct it. Here, ${all.join('; ')}.`,
		place,
	);
}

function threeSizes({ sizes }: Measured): string {
	return `${sizeText(sizes.unpacked)} unpacked, ${sizeText(sizes.transfer)} to transfer, ${sizeText(sizes.engine)} by the engine`;
}

function isOf(size: WrittenSize, { sizes }: Measured): boolean {
	return Object.values(sizes).some((bytes) => canMean(size, bytes));
}

/** The one image that the line names; undefined when it names none or both. */
function namedImage({ context }: WrittenSize, { before, after }: Truth): Measured | undefined {
	const hasBefore = context.includes(before.tag);
	if (hasBefore === context.includes(after.tag)) return undefined;
	return hasBefore ? before : after;
}

function namesImage({ context }: WrittenSize, { before, after }: Truth): boolean {
	return context.includes(before.tag) || context.includes(after.tag);
}

function otherSizes({ evidence, layers }: Facts, before: ImageSizes, after: ImageSizes): readonly number[] {
	return [
		before.unpacked - after.unpacked,
		before.transfer - after.transfer,
		before.engine - after.engine,
		...evidence.bases.flatMap(({ unpacked }) => (unpacked === undefined ? [] : [unpacked])),
		...[...layers.before, ...layers.after].map(({ bytes }) => bytes).filter((bytes) => bytes > 0),
	];
}

function lineOf(text: string, tag: string): { readonly line?: number } {
	const index = text.split('\n').findIndex((line) => line.includes(tag));
	return index === -1 ? {} : { line: index + 1 };
}
