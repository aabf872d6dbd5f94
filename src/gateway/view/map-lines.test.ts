import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { mapLines } from './map-lines.ts';

async function mapped(chunks: readonly (string | Buffer)[], change: (value: unknown) => unknown): Promise<string> {
	const source = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
	return (await source.pipe(mapLines(change)).toArray()).join('');
}

describe('mapLines', () => {
	it('changes each line, however the bytes come', async () => {
		const bytes = Buffer.from('{"a":"ä"}\n{"a":2}\n');
		for (let cut = 0; cut <= bytes.length; cut += 1)
			expect(await mapped([bytes.subarray(0, cut), bytes.subarray(cut)], (value) => [value])).toBe(
				'[{"a":"ä"}]\n[{"a":2}]\n',
			);
	});

	it('leaves out what it is told to, and blank lines', async () => {
		expect(await mapped(['1\n\n2\n'], (value) => (value === 1 ? undefined : value))).toBe('2\n');
	});

	it('fails on what is no JSON, and on a line without an end', async () => {
		await expect(mapped(['x\n'], (value) => value)).rejects.toThrow();
		await expect(mapped(['1'.repeat(5_000_000)], (value) => value)).rejects.toThrow('no end');
	});
});
