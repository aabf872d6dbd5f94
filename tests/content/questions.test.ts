/** Questions can be answered: the right answer is one of them, a typed one fits its pattern, and each wrong one has a reason. */
import { describe, expect, it } from 'vitest';
import { courseLessons } from '../helpers/course-text.ts';

const lessons = courseLessons();

function blocks(text: string, component: string): readonly string[] {
	return [...text.matchAll(new RegExp(`<${component}\\n([\\s\\S]*?)\\n/>`, 'g'))].map(([, inside = '']) => inside);
}

/** The value of an attribute, written as a string or as a string in braces. */
function value(block: string, name: string): string {
	const [, plain, inBraces] = new RegExp(`\\b${name}=(?:"([^"]*)"|\\{'(.*?)'\\})`).exec(block) ?? [];
	// In braces it is JavaScript, where a backslash is written twice.
	return plain ?? (inBraces ?? '').replaceAll('\\\\', '\\');
}

const choices = lessons.flatMap(({ path, text }) => blocks(text, 'Quiz').map((block) => ({ path, block })));
const typed = lessons.flatMap(({ path, text }) => blocks(text, 'TypeIt').map((block) => ({ path, block })));

it('finds the questions', () => {
	expect(choices.length).toBeGreaterThan(lessons.length);
	expect(typed.length).toBeGreaterThan(5);
});

describe.each(choices)('a choice in $path', ({ block }) => {
	it('has its right answer among the options', () => {
		const options = block.match(/\{ text: |^\toptions=\{\['|', '/gm) ?? [];
		const answer = Number(/answer=\{(\d+)\}/.exec(block)?.[1]);
		expect(answer).toBeGreaterThanOrEqual(0);
		expect(answer).toBeLessThan(options.length);
	});

	it('says why, of each option or of the answer', () => {
		const texts = block.match(/text: /g)?.length ?? 0;
		const reasons = block.match(/why: '[^']/g)?.length ?? 0;
		if (texts > 0) expect(reasons).toBe(texts);
		else expect(value(block, 'explanation')).not.toBe('');
	});
});

it.each(typed)('a typed answer in $path fits its pattern', ({ block }) => {
	const pattern = new RegExp(`^(?:${value(block, 'accepts')})$`);
	expect(value(block, 'answer')).toMatch(pattern);
	expect('').not.toMatch(pattern);
	expect('docker').not.toMatch(pattern);
});
