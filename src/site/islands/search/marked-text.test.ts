import { describe, expect, it } from 'vitest';
import { markedText } from './marked-text.ts';

describe('an excerpt', () => {
	it('is cut where words are marked', () => {
		expect(markedText('The <mark>layer</mark> below, a <mark>layer</mark>.')).toEqual([
			{ text: 'The ', marked: false },
			{ text: 'layer', marked: true },
			{ text: ' below, a ', marked: false },
			{ text: 'layer', marked: true },
			{ text: '.', marked: false },
		]);
	});

	it('is text: what was code on the page stays code to read', () => {
		expect(markedText('a &amp;&amp; b &lt;script&gt; &amp;lt; <b>')).toEqual([
			{ text: 'a && b <script> &lt; <b>', marked: false },
		]);
	});
});
