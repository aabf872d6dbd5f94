/** Sizes as people write them: the same in reports, on pages and in a terminal. */

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Digits that are shown: with three, two different images of one course still show different sizes. */
const significantDigits = 3;

/** Below this many milliseconds a duration has tenths of a second: from here on it would round to 10 s. */
const shownTenths = 9950;

/** Bytes in decimal units with three digits: `468 kB`, `2.29 MB`, `119 MB`, `1.10 GB`. */
export function sizeText(bytes: number): string {
	if (bytes < 1000) return `${Math.round(bytes)} B`;
	const [first = '', exponentText = '0'] = bytes.toExponential(significantDigits - 1).split('e');
	const exponent = Math.min(Number(exponentText), 3 * units.length - 1);
	const unit = Math.floor(exponent / 3);
	const value = Number(first) * 10 ** (Number(exponentText) - 3 * unit);
	return `${value.toFixed(Math.max(0, significantDigits - 1 - (exponent - 3 * unit)))} ${units[unit] ?? 'B'}`;
}

/** The exact number beside it: `1,102,813,148 bytes`. */
export function exactSizeText(bytes: number): string {
	return countText(bytes, 'byte');
}

/** A measured factor: `2.85`, `12.5`, `564`, `2,130`. */
export function factorText(factor: number): string {
	const rounded = Number(factor.toPrecision(significantDigits));
	return rounded >= 1000 ? rounded.toLocaleString('en-US') : factor.toPrecision(significantDigits);
}

/** A count with its noun: `1 file`, `12 files`. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
	return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

/** Rounded: `0.2 s`, `44 s`, `3 min 5 s`. */
export function durationText(milliseconds: number): string {
	const whole = Math.round(milliseconds / 1000);
	if (milliseconds < shownTenths) return `${(milliseconds / 1000).toFixed(1)} s`;
	if (whole < 60) return `${whole} s`;
	const rest = whole % 60 === 0 ? '' : ` ${whole % 60} s`;
	return `${Math.floor(whole / 60)} min${rest}`;
}
