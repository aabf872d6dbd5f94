/** When two names look like one. Pure. */

/**
 * Letters that are drawn as a Latin one, from the confusables of Unicode (UTS 39): those of Cyrillic and Greek that occur in
 * the names of files of a submission. In lower case; a name is folded before.
 */
const drawnAlike: Readonly<Record<string, string>> = {
	а: 'a',
	ԁ: 'd',
	е: 'e',
	һ: 'h',
	і: 'i',
	ј: 'j',
	к: 'k',
	ӏ: 'l',
	м: 'm',
	о: 'o',
	р: 'p',
	ԛ: 'q',
	ѕ: 's',
	с: 'c',
	т: 't',
	у: 'y',
	ѵ: 'v',
	ԝ: 'w',
	х: 'x',
	в: 'b',
	н: 'h',
	α: 'a',
	ι: 'i',
	κ: 'k',
	ν: 'v',
	ο: 'o',
	ρ: 'p',
	τ: 't',
	υ: 'u',
	χ: 'x',
	ı: 'i',
	ɡ: 'g',
	'‐': '-',
	'‑': '-',
	'–': '-',
	'−': '-',
	'․': '.',
};

/** Names with the same fold are one file on a system that ignores case (Windows, macOS). */
export function caseFold(path: string): string {
	return path.normalize('NFC').toLowerCase();
}

/**
 * Names with the same skeleton look like one to a reader: composed and decomposed letters, wide and narrow forms, invisible
 * characters, look-alikes of other scripts.
 */
export function skeleton(path: string): string {
	const folded = path
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
	return [...folded].map((character) => drawnAlike[character] ?? character).join('');
}
