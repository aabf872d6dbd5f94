/** The examples of docs/ci and docs/grading.md: every command in them exists, with each of its options. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import { formatNames } from '#grade/formats/emit.ts';
import { loadLabs } from '#lab/load.ts';
import { gradeCommand } from '../../src/cli/commands/grade.ts';

const root = new URL('../../', import.meta.url).pathname;
const files = ['docs/grading.md', 'docs/ci/github-actions.yml', 'docs/ci/gitlab-ci.yml', 'README.md'];

/** Command lines that start the grader, by what follows: its arguments. */
const starts = /(?:main\.ts grade|stagecraft grade|stagecraft-grader) ((?:[^\n`]|\\\n)+)/g;

const texts = await Promise.all(files.map((file) => readFile(`${root}${file}`, 'utf8')));
const commands = texts.flatMap((text, index) =>
	[...text.replaceAll('\\\n', ' ').matchAll(starts)]
		.map(([, rest = '']) => rest.split(' #')[0]?.trim() ?? '')
		.filter((rest) => /^(--verify|[a-z]+ [.\w$"-])/.test(rest))
		.map((rest) => ({ file: files[index] ?? '', rest })),
);
const labs = (await loadLabs(`${root}labs`)).map(({ lab }) => lab.id);
const options = gradeCommand.options.map(({ flags }) => flags.split(' ')[0]);

it('there are examples', () => {
	expect(commands.length).toBeGreaterThanOrEqual(6);
	expect(new Set(commands.map(({ file }) => file)).size).toBeGreaterThanOrEqual(3);
});

describe.each(commands)('$file: $rest', ({ rest }) => {
	const words = rest.split(/\s+/);

	it('names options that there are', () => {
		const named = words.filter((word) => word.startsWith('--'));
		expect(named.filter((word) => !options.includes(word.split('=')[0]))).toEqual([]);
	});

	it('names a lab and a format that there are', () => {
		const [first = ''] = words;
		if (!first.startsWith('--')) expect([...labs, 'LAB']).toContain(first);
		const format = words[words.indexOf('--format') + 1];
		if (words.includes('--format')) expect(formatNames).toContain(format);
	});
});

describe('the recipe of the grader', () => {
	it('parses, starts from bases of the catalogue, and copies what there is', async () => {
		const analysis = parseDockerfile(await readFile(`${root}docs/ci/grader.Dockerfile`, 'utf8'));
		expect(analysis.problems).toEqual([]);
		const { bases } = await loadCatalogue(`${root}labs/bases`);
		const known = bases.map(({ reference }) => reference);
		expect(analysis.externalImages.filter(({ resolved }) => !known.includes(resolved))).toEqual([]);
		const copied = analysis.stages.flatMap(({ copies }) => copies.filter(({ from }) => from === 'context'));
		const sources = copied.flatMap((copy) => copy.sources);
		expect(sources).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'labs', 'src']));
		expect(sources.filter((source) => !existsSync(`${root}${source}`))).toEqual([]);
	});

	it('starts a file that is copied', async () => {
		const [last] = parseDockerfile(await readFile(`${root}docs/ci/grader.Dockerfile`, 'utf8')).stages.slice(-1);
		const program = last?.entrypoint?.value[1] ?? '';
		expect(existsSync(program.replace('/opt/stagecraft/', root))).toBe(true);
		expect(last?.entrypoint?.value.at(-1)).toBe(gradeCommand.name);
	});
});
