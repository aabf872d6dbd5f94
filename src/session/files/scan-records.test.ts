import { describe, expect, it } from 'vitest';
import { fileLimits } from './limits.ts';
import { parseScan } from './scan-records.ts';

const known = () => false;

function scan(...records: readonly string[]): Buffer {
	return Buffer.from(['present 1700000100.5', ...records, ''].join('\0'));
}

function record(path: string, bytes = 5): string {
	return `${bytes} 1700000000.0000000000 1700000000.2500000000 42 644 ${path}`;
}

describe('parseScan', () => {
	it('reads what the script prints', () => {
		const found = parseScan(scan(record('a b/ü.txt'), record('run.sh').replace('644', '4755')), known);
		expect(found).toMatchObject({ present: true, at: 1700000100.5 });
		expect(
			[...(found?.files ?? [])].map(([path, { bytes, mode, changedAt }]) => [path, bytes, mode, changedAt]),
		).toEqual([
			['a b/ü.txt', 5, 0o644, 1700000000.25],
			['run.sh', 5, 0o755, 1700000000.25],
		]);
	});

	it('tells a folder that was made anew', () => {
		expect(parseScan(Buffer.from('fresh 1.5\0'), known)?.present).toBe(false);
	});

	it.each(['', 'present', 'present 1.5', 'hello\0', '\0', 'present x\0'])('takes %j for no answer', (text) => {
		expect(parseScan(Buffer.from(text), known)).toBeUndefined();
	});

	it('leaves out names that are not shared, and lines that are no records', () => {
		const hostile = ['../x', '/etc/passwd', 'a\nb', '.git/x', ''].map((path) => record(path));
		const broken = ['x', '1 2 3', record('y').replace('644', '999'), `-${record('z')}`];
		expect([...(parseScan(scan(...hostile, ...broken, record('ok')), known)?.files.keys() ?? [])]).toEqual(['ok']);
	});

	it('tells files that are too large', () => {
		const found = parseScan(scan(record('big', fileLimits.fileBytes + 1), record('ok')), known);
		expect([...(found?.leftOut ?? [])]).toEqual(['big']);
	});

	it('keeps known files when new ones flood in', () => {
		const flood = Array.from({ length: fileLimits.files }, (_, index) => record(`flood-${index}`));
		const found = parseScan(scan(...flood, record('solution.md')), (path) => path === 'solution.md');
		expect(found?.files.has('solution.md')).toBe(true);
		expect(found?.files.size).toBe(fileLimits.files);
		expect(found?.leftOut.size).toBe(1);
	});

	it('bounds the bytes of all files', () => {
		const count = fileLimits.totalBytes / fileLimits.fileBytes + 2;
		const found = parseScan(
			scan(...Array.from({ length: count }, (_, i) => record(`f${i}`, fileLimits.fileBytes))),
			known,
		);
		expect(found?.leftOut.size).toBe(2);
	});
});
