/** Spelling suggestions. */

/** Names longer than this get no suggestion: comparing them costs much and helps nobody. */
const maxLength = 40;

/** The candidate that is nearest to a word, when it is near enough to be a slip: at most a third of its letters, at most 2. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	if (word.length > maxLength) return undefined;
	const allowed = Math.min(2, Math.floor(word.length / 3) || 1);
	let best: string | undefined;
	let bestDistance = allowed + 1;
	for (const candidate of candidates) {
		if (candidate.length > maxLength || Math.abs(candidate.length - word.length) > allowed) continue;
		const distance = editDistance(word, candidate);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
	let previous: number[] = [];
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const above = row;
		row = [i];
		for (let j = 1; j <= b.length; j++) {
			const cost = a[i - 1] === b[j - 1] ? 0 : 1;
			let value = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				value = Math.min(value, (previous[j - 2] ?? 0) + 1);
			row.push(value);
		}
		previous = above;
	}
	return row[b.length] ?? 0;
}
