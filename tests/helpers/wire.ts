/** A field of a protobuf message: its number, and a text, bytes, a number, or the fields of a message in it. */
export type WireField = readonly [number: number, value: string | Uint8Array | number | readonly WireField[]];

function varint(value: number): Buffer {
	const bytes: number[] = [];
	for (let left = BigInt(value); ; left >>= 7n) {
		const low = Number(left & 0x7fn);
		if (left < 128n) return Buffer.from([...bytes, low]);
		bytes.push(low | 0x80);
	}
}

/** A message with any fields, known to somebody or not: https://protobuf.dev/programming-guides/encoding/ */
export function wire(...fields: readonly WireField[]): Buffer {
	return Buffer.concat(
		fields.flatMap(([number, value]) => {
			if (typeof value === 'number') return [varint(number << 3), varint(value)];
			const bytes = typeof value === 'string' || value instanceof Uint8Array ? Buffer.from(value) : wire(...value);
			return [varint((number << 3) | 2), varint(bytes.length), bytes];
		}),
	);
}

/** Fields of a map of texts. */
export function wireMap(number: number, values: Readonly<Record<string, string>>): WireField[] {
	return Object.entries(values).map(([key, value]) => [
		number,
		[
			[1, key],
			[2, value],
		],
	]);
}
