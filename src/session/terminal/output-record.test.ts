import { describe, expect, it } from 'vitest';
import { OutputRecord } from './output-record.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('OutputRecord', () => {
	it('gives back what was printed from any position that it still has', () => {
		const record = new OutputRecord(100, 8);
		record.append(Buffer.from('abcde'));
		expect([record.start, record.end, text(record.read(102, 99))]).toEqual([100, 105, 'cde']);
		record.append(Buffer.from('fghij'));
		expect([record.start, record.end, text(record.read(102, 99))]).toEqual([102, 110, 'cdefghij']);
		expect(text(record.read(104, 3))).toBe('efg');
		expect(text(record.read(110, 5))).toBe('');
		expect(() => record.read(101, 1)).toThrow(RangeError);
		expect(() => record.read(111, 1)).toThrow(RangeError);
	});

	it('keeps the end of a chunk that is longer than itself', () => {
		const record = new OutputRecord(3, 4);
		record.append(Buffer.from('abcdefgh'));
		expect([record.start, record.end, text(record.read(7, 9))]).toEqual([7, 11, 'efgh']);
	});

	it('holds the same bytes however they arrive, and no more memory than its capacity', () => {
		const capacity = 100_000;
		const all = Buffer.from(Array.from({ length: 350_000 }, (_, index) => (index * 7 + (index >> 8)) % 251));
		for (const [step, start] of [
			[1, 5],
			[997, 30_000],
			[20_000, 5],
			[160_000, 30_000],
		] as const) {
			const record = new OutputRecord(start, capacity);
			expect(record.heldBytes).toBeLessThan(20_000);
			for (let at = 0; at < all.length; at += step) record.append(all.subarray(at, at + step));
			expect(record.heldBytes).toBe(capacity);
			expect(record.start).toBe(start + all.length - capacity);
			expect(Buffer.compare(record.read(record.start, capacity), all.subarray(-capacity))).toBe(0);
		}
	});
});
