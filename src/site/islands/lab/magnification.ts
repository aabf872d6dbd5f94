/** How much a bar is magnified that would be too short to see. */

/** Below this share of the scale a bar is too short to compare by eye. */
const visibleShare = 0.04;

/** A round factor that brings a small bar to a good part of the scale. */
export function magnification(share: number): number {
	if (share <= 0 || share >= visibleShare) return 1;
	const exact = 0.6 / share;
	const power = 10 ** Math.floor(Math.log10(exact));
	return Math.floor(exact / power) * power;
}
