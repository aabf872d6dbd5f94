/** What holds for every lesson: what it names is there, it says what one will learn, and it ends with a question. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadLab } from '#lab/load.ts';
import { courseLessons, uses } from '../helpers/course-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lessons = courseLessons();

it('finds the lessons', () => {
	expect(lessons.length).toBeGreaterThan(1);
});

describe.each(lessons)('$path', ({ path, text }) => {
	it('lies in a folder with a title', () => {
		expect(existsSync(join(root, dirname(path), 'part.json'))).toBe(true);
	});

	it('names labs, steps and files that are there', async () => {
		const lab = /^lab: (.+)$/m.exec(text)?.[1];
		if (lab !== undefined) await loadLab(join(root, 'labs', lab));
		for (const { lab: id = '', step } of uses(text, 'LabCommand')) {
			const loaded = await loadLab(join(root, 'labs', id));
			expect(loaded.lab.steps.map((each) => each.id)).toContain(step);
		}
		for (const { lab: id = '', folder = 'starter', path: file = '' } of uses(text, 'LabFile')) {
			expect(existsSync(join(root, 'labs', id, folder, file)), file).toBe(true);
		}
	});

	it('shows lines of a file that are there', () => {
		for (const [, attributes = ''] of text.matchAll(/<LabFile\s([^>]*)\/>/g)) {
			const [use = {}] = uses(`<LabFile ${attributes}/>`, 'LabFile');
			const [, first, last] = /lines=\{\[(\d+), (\d+)\]\}/.exec(attributes) ?? [];
			if (first === undefined || last === undefined) continue;
			const file = join(root, 'labs', use['lab'] ?? '', use['folder'] ?? 'starter', use['path'] ?? '');
			const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
			expect(Number(last)).toBeLessThanOrEqual(lines.length);
			// Something whole is shown: it begins and ends at the margin, so an edit that moves the lines is noticed.
			expect(lines[Number(first) - 1]).toMatch(/^\S/);
			if (!file.endsWith('.py')) expect(lines[Number(last) - 1]).toMatch(/^\S/);
			expect(lines[Number(first) - 2]).toBe('');
			expect(lines[Number(last)] ?? '').toBe('');
		}
	});

	it('ends with a question that is checked, and names what one will be able to do', () => {
		const end = text.slice(text.lastIndexOf('\n## '));
		expect(end).toMatch(/<(Quiz|Predict|TypeIt)\s/);
		expect(text.trimEnd().endsWith('/>')).toBe(true);
		expect(text).toMatch(/^goals:\n( {2}- .+\n)+/m);
	});

	it('keeps to the words of the house', () => {
		const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '');
		expect(prose.match(/[\p{Extended_Pictographic}]/gu)).toBeNull();
		expect(prose.match(/\w!(\s|$)/g)).toBeNull();
	});
});
