/** Up and down lead from the box through what was found, and stop at both ends. Undefined for what is not such a key. */
export function arrowTarget(key: string, at: number, count: number): number | undefined {
	if (at < 0) return undefined;
	if (key === 'ArrowDown' && at + 1 < count) return at + 1;
	if (key === 'ArrowUp' && at > 0) return at - 1;
	return undefined;
}
