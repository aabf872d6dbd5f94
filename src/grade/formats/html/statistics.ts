/** Numbers over a class. Pure. */
import type { CheckStatus, Report } from '#protocol/report.ts';
import { checkColumns, imageOf } from '../facts.ts';

export interface Bin {
	/** e.g. `0 to 10 %`. */
	readonly label: string;
	readonly count: number;
}

export interface CheckRate {
	readonly id: string;
	readonly title: string;
	readonly counts: Readonly<Record<CheckStatus, number>>;
}

export interface ClassStatistics {
	readonly graded: number;
	readonly ungradable: number;
	/** Shares of the points in per cent; absent when nothing was graded. */
	readonly mean?: number;
	readonly median?: number;
	readonly scores: readonly Bin[];
	readonly sizes: readonly Bin[];
	readonly checks: readonly CheckRate[];
}

const scoreBins = 10;

/** Upper ends of the size classes in decimal megabytes; images of one lab spread over three powers of ten. */
const sizeEnds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] as const;

const megabyte = 1_000_000;

/** Ungradable reports count nowhere but in their own number. */
export function classStatistics(reports: readonly Report[]): ClassStatistics {
	const graded = reports.filter(({ status }) => status === 'graded');
	const shares = graded.map(({ score, maxScore }) => (100 * score) / maxScore).toSorted((a, b) => a - b);
	return {
		graded: graded.length,
		ungradable: reports.length - graded.length,
		...(shares.length === 0 ? {} : { mean: shares.reduce((sum, one) => sum + one, 0) / shares.length }),
		...(shares.length === 0 ? {} : { median: medianOf(shares) }),
		scores: scoreDistribution(shares),
		sizes: sizeDistribution(graded),
		checks: checkColumns(graded).map(({ id, title }) => ({ id, title, counts: countsOf(graded, id) })),
	};
}

function medianOf(sorted: readonly number[]): number {
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** Ten classes of equal width; the last one holds full points. */
function scoreDistribution(shares: readonly number[]): readonly Bin[] {
	const width = 100 / scoreBins;
	return Array.from({ length: scoreBins }, (_, index) => ({
		label: `${index * width} to ${(index + 1) * width} %`,
		count: shares.filter((share) => Math.min(scoreBins - 1, Math.floor(share / width)) === index).length,
	}));
}

/** Classes from the smallest image to the largest, none left out in between. */
function sizeDistribution(reports: readonly Report[]): readonly Bin[] {
	const sizes = reports.flatMap((report) => imageOf(report, 'after')?.sizes.unpacked ?? []);
	const ends = [...sizeEnds, Number.POSITIVE_INFINITY];
	const bins = ends.map((end, index) => {
		const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
		const label = end === Number.POSITIVE_INFINITY ? `above ${start} MB` : `up to ${end} MB`;
		const count = sizes.filter((size) => size / megabyte > start && size / megabyte <= end).length;
		return { label, count };
	});
	const first = bins.findIndex(({ count }) => count > 0);
	return first === -1 ? [] : bins.slice(first, bins.findLastIndex(({ count }) => count > 0) + 1);
}

function countsOf(reports: readonly Report[], id: string): CheckRate['counts'] {
	const counts = { pass: 0, fail: 0, skip: 0, error: 0 };
	for (const { checks } of reports) {
		const status = checks.find((check) => check.id === id)?.status;
		if (status !== undefined) counts[status] += 1;
	}
	return counts;
}
