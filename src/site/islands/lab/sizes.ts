/** What is known of the two images: the last report, with a newer build of one's own on top. */
import type { ImageSizes, Report } from '#protocol/report.ts';
import type { JobView } from './job-view.ts';

export interface KnownSizes {
	readonly before?: ImageSizes;
	readonly after?: ImageSizes;
	/** Unpacked before divided by unpacked after. */
	readonly factor?: number;
}

export function knownSizes(report: Report | undefined, job: JobView | undefined): KnownSizes {
	const of = (role: 'before' | 'after') => report?.images.find((image) => image.role === role)?.sizes;
	const before = of('before');
	const built = job?.kind === 'build' && job.built?.outcome === 'built' ? job.built.sizes : undefined;
	const after = built ?? of('after');
	return {
		...(before === undefined ? {} : { before }),
		...(after === undefined ? {} : { after }),
		...(before === undefined || after === undefined || after.unpacked === 0
			? {}
			: { factor: before.unpacked / after.unpacked }),
	};
}
