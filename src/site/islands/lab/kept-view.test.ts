import { describe, expect, it } from 'vitest';
import { parseView } from './kept-view.ts';

const view = { tab: 'terminal', path: 'solution.md', logOpen: false, terminal: 'noon t2' };

describe('a kept view', () => {
	it('is read as it was written', () => expect(parseView(JSON.stringify(view))).toEqual(view));

	it.each([
		['nothing', null],
		['no JSON', '{'],
		['no object', '3'],
		['a tab that there is not', JSON.stringify({ ...view, tab: 'gone' })],
		['no file', JSON.stringify({ ...view, path: 7 })],
	])('is none for %s', (_, text) => expect(parseView(text)).toBeUndefined());
});
