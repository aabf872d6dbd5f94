/** Messages of refusals that BuildKit gives no place for, with what to look for in the Dockerfile. */
const placeless: readonly { readonly message: RegExp; readonly wanted: (found: string) => string }[] = [
	// The solver's identifier of a git source has another scheme than the Dockerfile.
	{ message: /source "\w[\w+-]*:\/\/([^"]+)" denied by policy/, wanted: (found) => found },
	{ message: /network\.host is not allowed/, wanted: () => '--network=host' },
	{ message: /security\.insecure is not allowed/, wanted: () => '--security=insecure' },
];

function wantedBy(error: string): string | undefined {
	for (const { message, wanted } of placeless) {
		const match = message.exec(error);
		if (match) {
			return wanted(match[1] ?? '');
		}
	}
	return undefined;
}

/**
 * Finds the instruction that a refusal without a place speaks of, by the text that it must hold.
 *
 * @returns its lines, 1-based, from the instruction's name to its last continuation line; undefined when no line, or
 * a variable, holds the text.
 */
export function placeOf(error: string, dockerfile: string): { first: number; last: number } | undefined {
	const wanted = wantedBy(error);
	const lines = dockerfile.split('\n');
	const found = lines.findIndex((line) => wanted !== undefined && !/^\s*#/.test(line) && line.includes(wanted));
	if (found < 0) {
		return undefined;
	}
	const continues = (line: string | undefined) => /\\\s*$/.test(line ?? '');
	let first = found;
	while (continues(lines[first - 1])) {
		first -= 1;
	}
	let last = found;
	while (continues(lines[last])) {
		last += 1;
	}
	return { first: first + 1, last: last + 1 };
}
