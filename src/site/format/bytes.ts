/** Sizes on pages, in the words of reports and of the command line. */
import { sizeText } from '#protocol/size-text.ts';

/** 1,102,813,148 is `1.10 GB`; 119,072,886 is `119 MB`; 999 is `999 B`. */
export function formatBytes(bytes: number): string {
	return sizeText(bytes);
}

/** `1,102,813,148 bytes`, for a tooltip or a table. */
export function formatExactBytes(bytes: number): string {
	return `${bytes.toLocaleString('en-US')} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

/** How many times smaller: `674` from 100 on, `9.3` below 10. */
export function formatFactor(factor: number): string {
	if (factor >= 100) return Math.round(factor).toLocaleString('en-US');
	return factor >= 10 ? factor.toFixed(0) : factor.toFixed(1);
}
