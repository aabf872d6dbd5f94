/** The judge's own change of the source: proof that the program is built from the files handed in. */

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

/** A value of the same form: letters stay letters of their case, digits digits, the rest as it is. Never the same value. */
export function changedMarker(value: string, random: () => number): string {
	const changed = [...value].map((character) => {
		const alphabet = [lower, upper, digits].find((each) => each.includes(character));
		return alphabet?.[Math.floor(random() * alphabet.length)] ?? character;
	});
	const result = changed.join('');
	return result === value ? rotated(value) : result;
}

/** The next letter or digit in place of each, for the draw that happens to hit the old value. */
function rotated(value: string): string {
	return [...value]
		.map((character) => {
			const alphabet = [lower, upper, digits].find((each) => each.includes(character)) ?? character;
			return alphabet[(alphabet.indexOf(character) + 1) % alphabet.length] ?? character;
		})
		.join('');
}

/** The file with every occurrence of the value replaced, byte for byte otherwise; undefined when there is none. */
export function replaceMarker(file: Buffer, value: string, changed: string): Buffer | undefined {
	// latin1 keeps every byte as one character, so that files in any encoding survive.
	const text = file.toString('latin1');
	const from = Buffer.from(value, 'utf8').toString('latin1');
	if (!text.includes(from)) return undefined;
	return Buffer.from(
		text.replaceAll(from, () => Buffer.from(changed, 'utf8').toString('latin1')),
		'latin1',
	);
}
