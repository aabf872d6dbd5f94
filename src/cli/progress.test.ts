import { describe, expect, it } from 'vitest';
import { createProgress, type ProgressRow, rowText } from './progress.ts';

function plain() {
	let written = '';
	const progress = createProgress({
		write: (text) => {
			written += text;
			return true;
		},
	});
	return { progress, text: () => written };
}

const row = (change: Partial<ProgressRow>): ProgressRow => ({
	key: 'a',
	label: 'golang:1.27',
	state: 'running',
	step: 'fetch packages',
	...change,
});

describe('progress on something that is no terminal', () => {
	it('prints one line for each new step and none for changing figures', () => {
		const { progress, text } = plain();
		progress.show([row({ figures: '1 MB' })]);
		progress.show([row({ figures: '2 MB' })]);
		progress.show([row({ step: 'unpack' })]);
		progress.show([row({ state: 'done', step: 'ready', figures: '877 MB in 40 s' })]);
		expect(text()).toMatchInlineSnapshot(`
			"golang:1.27: fetch packages
			golang:1.27: unpack
			golang:1.27: ready: 877 MB in 40 s
			"
		`);
	});

	it('says nothing of rows that wait', () => {
		const { progress, text } = plain();
		progress.show([row({ state: 'waiting', step: 'waits for debian:trixie' })]);
		expect(text()).toBe('');
	});
});

describe('a row', () => {
	it('is cut at the width of the terminal', () => {
		expect(rowText(row({ step: 'x'.repeat(100) }), 40)).toHaveLength(40);
	});
});
