import { describe, expect, it } from 'vitest';
import { lab } from '../../text/en/lab.ts';
import { keyNames, terminalAction } from './terminal-keys.ts';

function press(keys: string): Parameters<typeof terminalAction>[0] {
	const parts = keys.split('+');
	const key = parts.at(-1) ?? '';
	return {
		key,
		code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
		ctrlKey: parts.includes('Ctrl'),
		shiftKey: parts.includes('Shift'),
		altKey: parts.includes('Alt'),
		metaKey: parts.includes('Meta'),
	};
}

describe('keys of the page', () => {
	it.each([
		['Ctrl+Shift+C', 'copy'],
		['Ctrl+Insert', 'copy'],
		['Ctrl+Shift+V', 'paste'],
		['Shift+Insert', 'paste'],
		['Ctrl+Shift+F', 'find'],
		['F6', 'leave'],
		['Shift+F6', 'leave-back'],
	])('%s: %s', (keys, action) => {
		expect(terminalAction(press(keys), false)).toBe(action);
	});

	it.each(['Ctrl+C', 'Ctrl+V', 'Ctrl+F', 'Ctrl+Alt+Shift+C', 'Tab', 'Escape', 'Insert', 'Ctrl+F6', 'Meta+C', 'C'])(
		'%s belongs to the shell',
		(keys) => {
			expect(terminalAction(press(keys), false)).toBeUndefined();
		},
	);

	it('are those of the system on a Mac', () => {
		expect(terminalAction(press('Meta+C'), true)).toBe('copy');
		expect(terminalAction(press('Meta+V'), true)).toBe('paste');
		expect(terminalAction(press('Ctrl+C'), true)).toBeUndefined();
	});

	it('are the ones that are named', () => {
		const names = keyNames(false, lab.session.tools);
		for (const action of ['copy', 'paste', 'find', 'leave'] as const) {
			expect(terminalAction(press(names[action]), false)).toBe(action);
		}
	});
});
