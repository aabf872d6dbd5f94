/** Sizes as people say them: powers of 1000, as the Docker CLI has them. */
const units = ['B', 'kB', 'MB', 'GB', 'TB'];
const significantDigits = 3;

/** 1,102,813,148 is `1.10 GB`; 119,072,886 is `119 MB`; 999 is `999 B`. */
export function formatBytes(bytes: number): string {
	let value = bytes;
	let unit = 0;
	while (unit < units.length - 1 && Number(value.toPrecision(significantDigits)) >= 1000) {
		value /= 1000;
		unit += 1;
	}
	const text = unit === 0 ? String(value) : Number(value.toPrecision(significantDigits)).toFixed(decimals(value));
	return `${text} ${units[unit]}`;
}

function decimals(value: number): number {
	const rounded = Number(value.toPrecision(significantDigits));
	if (rounded >= 100) return 0;
	return rounded >= 10 ? 1 : 2;
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
