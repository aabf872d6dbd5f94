/** The one stretch of text in which two texts differ. */
export interface TextChange {
	readonly from: number;
	readonly to: number;
	readonly insert: string;
}

/** What to exchange in `before` to get `after`: what stands before and behind it is the same. Undefined for equal texts. */
export function difference(before: string, after: string): TextChange | undefined {
	if (before === after) return undefined;
	const shorter = Math.min(before.length, after.length);
	let from = 0;
	while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
	let behind = 0;
	while (
		behind < shorter - from &&
		before.charCodeAt(before.length - 1 - behind) === after.charCodeAt(after.length - 1 - behind)
	) {
		behind += 1;
	}
	return { from, to: before.length - behind, insert: after.slice(from, after.length - behind) };
}
