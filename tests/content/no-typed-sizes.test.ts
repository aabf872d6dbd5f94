/** Sizes come from measurements. One that was typed by hand is wrong sooner or later, and nobody can check it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = globSync(['content/**/*.{mdx,json}', 'labs/experiments/*/experiment.ts'], { cwd: root }).sort();

const inDigits = /\d[\d.,]*\s?(bytes|[kKMGT]i?B)\b/g;
const inWords = /\b(kilo|mega|giga)bytes?\b/gi;

function typedSizes(text: string): readonly string[] {
	return [...text.matchAll(inDigits), ...text.matchAll(inWords)].map(([found]) => found);
}

it.each([
	['The image takes 12.4 MB.', ['12.4 MB']],
	['from 1,102,813,148 bytes to 2GiB', ['1,102,813,148 bytes', '2GiB']],
	['about two hundred megabytes', ['megabytes']],
	['at 100 Mbit/s, in 3 steps, <Size of="go/before" />', []],
])('sees what is a size in "%s"', (text, sizes) => {
	expect(typedSizes(text)).toEqual(sizes);
});

it('finds the texts of the course', () => {
	expect(files.length).toBeGreaterThan(60);
});

it.each(files)('%s has none', (file) => {
	expect(typedSizes(readFileSync(join(root, file), 'utf8'))).toEqual([]);
});
