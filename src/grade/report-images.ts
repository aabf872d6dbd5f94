/** The images of a report: sizes, and layers with the lines that made them. */
import type { Lab } from '#lab/schema.ts';
import type { CheckResult, ReportImage } from '#protocol/report.ts';
import type { Facts } from './rule.ts';

export function reportImages({ evidence, layers }: Facts): ReportImage[] {
	return (['before', 'after'] as const).flatMap((role) => {
		const image = evidence.images[role];
		if (image === undefined) return [];
		return [
			{
				role,
				tag: image.tag,
				...(image.id === undefined ? {} : { id: image.id }),
				sizes: image.sizes,
				layers: layers[role].map(({ instruction, line, bytes, fromBase }) => ({
					instruction,
					...(line === undefined ? {} : { line }),
					bytes,
					fromBase,
				})),
			},
		];
	});
}

/** The best band that the size reaches. An image that does not work, or was not built in stages, reaches none. */
export function parBand(lab: Lab, { evidence }: Facts, results: ReadonlyMap<string, CheckResult>): string | undefined {
	const size = evidence.images.after?.sizes.unpacked;
	const works = [...results.values()].every(
		({ kind, status }) => !['behaves', 'from-source', 'multi-stage'].includes(kind) || status === 'pass',
	);
	if (size === undefined || !works) return undefined;
	return lab.par.find(({ maxBytes }) => size <= maxBytes)?.name;
}
