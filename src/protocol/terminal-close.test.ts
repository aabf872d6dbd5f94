import { expect, it } from 'vitest';
import { terminalClosing, terminalClosings } from './terminal-close.ts';

it('fits into a close frame, each code once, and is found by its code', () => {
	const closings = Object.values(terminalClosings);
	for (const closing of closings) {
		expect(Buffer.byteLength(closing.reason)).toBeLessThanOrEqual(123);
		expect(terminalClosing(closing.code)).toBe(closing);
	}
	expect(new Set(closings.map(({ code }) => code)).size).toBe(closings.length);
	expect(terminalClosing(1006)).toBeUndefined();
});
