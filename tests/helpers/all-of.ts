/** Everything that an async iterable gives, to its end. */
export async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
	const items: T[] = [];
	for await (const item of source) items.push(item);
	return items;
}
