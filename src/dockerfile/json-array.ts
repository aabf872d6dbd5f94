/** The exec form: arguments that are a JSON array of strings. */

export type JsonArray =
	| { readonly kind: 'strings'; readonly values: readonly string[] }
	/** A JSON array with something else in it, which BuildKit refuses. */
	| { readonly kind: 'mixed' }
	/** Not JSON; BuildKit falls back to the shell form. */
	| { readonly kind: 'none' };

export function readJsonArray(rest: string): JsonArray {
	if (!rest.startsWith('[')) return { kind: 'none' };
	let values: unknown;
	try {
		values = JSON.parse(rest);
	} catch {
		return { kind: 'none' };
	}
	if (!Array.isArray(values)) return { kind: 'none' };
	return values.every((value) => typeof value === 'string') ? { kind: 'strings', values } : { kind: 'mixed' };
}

/** The array that was meant when single or curly quotes stand for double ones: `['a', 'b']` gives `["a", "b"]`. */
export function withDoubleQuotes(rest: string): string | undefined {
	if (rest.includes('"') || !/['“”‘’]/.test(rest)) return undefined;
	return showArray(rest.replace(/['“”‘’]/g, '"'));
}

/** The array that was meant when a comma is missing or stands too much, or text follows the bracket. */
export function mendJson(rest: string): string | undefined {
	const cut = rest.slice(0, rest.lastIndexOf(']') + 1);
	return showArray(cut.replace(/",?\s*\]$/, '"]').replace(/"[ \t]+"/g, '", "')) ?? showArray(cut);
}

function showArray(text: string): string | undefined {
	const array = readJsonArray(text);
	if (array.kind !== 'strings') return undefined;
	return `[${array.values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
