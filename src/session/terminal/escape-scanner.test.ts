import { describe, expect, it } from 'vitest';
import { EscapeScanner } from './escape-scanner.ts';

function commandsOf(text: string, step: number): readonly string[] {
	const scanner = new EscapeScanner();
	const found: string[] = [];
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; at += step) {
		scanner.scan(bytes.subarray(at, at + step), (command) => found.push(command));
	}
	return found;
}

describe('EscapeScanner', () => {
	it.each([
		['ends by BEL and by ST', 'a\x1b]133;A\x07b\x1b]133;B\x1b\\c', ['133;A', '133;B']],
		['beside other sequences', '\x1b[1;31m\x1b]0;tïtle\x07\x1b(B\x1b7\x1b[?25l\x1b]133;C\x07', ['0;tïtle', '133;C']],
		['not inside another string', '\x1bP1$r\x07]133;A\x07\x1b\\\x1b_G133;A\x07\x1b\\', []],
		['cancelled', '\x1b]133;A\x18\x1b]133;B\x1a', []],
		['broken off by another', '\x1b]133;A\x1b]133;B\x07', ['133;A', '133;B']],
		['behind an ESC too many', '\x1b\x1b]133;A\x07', ['133;A']],
		['behind a broken character', 'é\xff\x1b]133;A\x07', ['133;A']],
		['too long', `\x1b]133;${'x'.repeat(1000)}\x07\x1b]133;D\x07`, ['133;D']],
	])('finds commands %s, wherever the chunks end', (_what, text, commands) => {
		for (const step of [1, 2, 3, 7, 10_000]) expect(commandsOf(text, step)).toEqual(commands);
	});

	it.each([
		['plain', 5, 5],
		['x\x1b', 2, 1],
		['x\x1b[3', 4, 1],
		['x\x1b[31m', 6, 6],
		['x\x1b]0;title', 10, 1],
		['x\x1b]0;t\x1b', 7, 6],
		['x\x1b]0;t\x1b\\', 8, 8],
		['x\x1b(', 3, 1],
		['x\x1bP1;2q~~~', 10, 1],
	])('knows that %j is complete up to its %#th place', (text, end, settled) => {
		for (const step of [1, 3, 100]) {
			const scanner = new EscapeScanner(1000);
			const bytes = Buffer.from(text);
			expect(bytes.length).toBe(end);
			for (let at = 0; at < end; at += step) scanner.scan(bytes.subarray(at, at + step), () => undefined);
			expect(scanner.settled).toBe(1000 + settled);
		}
	});

	it('waits for the rest of a character, and not for what never comes', () => {
		const scanner = new EscapeScanner();
		const settled: number[] = [];
		for (const byte of [...Buffer.from('a😀b'), 0xe2, 0x41, 0x80, 0x80]) {
			scanner.scan(Buffer.from([byte]), () => undefined);
			settled.push(scanner.settled);
		}
		expect(settled).toEqual([1, 1, 1, 1, 5, 6, 6, 8, 9, 10]);
	});
});
