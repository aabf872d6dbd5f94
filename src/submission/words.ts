/** How values are written in messages. */

const units = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** `52428800` gives `50 MiB`; one decimal where it is needed. */
export function bytesText(bytes: number): string {
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit += 1;
	}
	return `${Number(value.toFixed(1))} ${units[unit]}`;
}

/** A count with thousands separators: `100,000`. */
export function countText(count: number): string {
	return count.toLocaleString('en-US');
}

/** Longest name shown in a message; hostile names may fill a screen. */
const maxShownName = 120;

/** A file name as it can be printed: control characters escaped, the middle of a long one left out. */
export function shownName(name: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
	const plain = name.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => {
		return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
	});
	if (plain.length <= maxShownName) return plain;
	return `${plain.slice(0, 60)}…${plain.slice(-40)}`;
}
