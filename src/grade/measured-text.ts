/** Filling measured figures into a text that is ours: the reference solution never holds a number typed by hand. */
import type { ImageSizes } from '#protocol/report.ts';
import { factorText, sizeText } from '#protocol/size-text.ts';

export interface MeasuredSizes {
	readonly before: ImageSizes;
	readonly after: ImageSizes;
}

const placeholder = /\{\{(?:(before|after)\.(unpacked|transfer|engine)|ratio)\}\}/g;

/**
 * Replaces `{{before.unpacked}}`, `{{after.transfer}}` and the like by sizes with three digits, and `{{ratio}}` by how
 * many times larger the before image is, unpacked. Other text stays as it is. For a lab's own solution folder alone: a
 * learner measures.
 */
export function fillMeasured(text: string, sizes: MeasuredSizes): string {
	return text.replace(placeholder, (_all, image?: 'before' | 'after', kind?: keyof ImageSizes) =>
		image === undefined || kind === undefined
			? factorText(sizes.before.unpacked / sizes.after.unpacked)
			: sizeText(sizes[image][kind]),
	);
}
