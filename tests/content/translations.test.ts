/** A translation says the same as its source: it shows the same files, numbers and figures, and runs the same commands. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadExperiments } from '#lab/experiments.ts';
import { commandBlocks } from '../../src/site/blocks/command-blocks.ts';
import { figureSchema } from '../../src/site/figures/figure-data.ts';
import { lab as deLab } from '../../src/site/text/de/lab.ts';
import { lab as enLab } from '../../src/site/text/en/lab.ts';
import { experimentWordsSchema } from '../../src/site/text/experiment-words.ts';
import { locales, sourceLocale } from '../../src/site/text/locales.ts';
import { frameText, lessonText } from '../../src/site/text/page-text.ts';
import { courseLessons, uses } from '../helpers/course-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const others = locales.filter((locale) => locale !== sourceLocale);
const find = (pattern: string) =>
	others.flatMap((locale) =>
		globSync(`content/${locale}/${pattern}`, { cwd: root })
			.sort()
			.map((path) => ({ locale, path, source: path.replace(`content/${locale}/`, 'content/') })),
	);
const sources = courseLessons();
const experiments = await loadExperiments(join(root, 'labs/experiments'));
const shown = [
	...['Amount', 'Experiment', 'ExperimentCommand', 'ExperimentFile', 'Factor', 'Figure', 'LabCommand', 'LabFile'],
	...['Measured', 'Size', 'Statements', 'TransferTime'],
];
const lessons = find('*/*.mdx');

describe.each(lessons)('$path', ({ locale, path, source: sourcePath }) => {
	const text = read(path);
	const source = sources.find((each) => each.path === sourcePath);
	const original = source?.text ?? '';

	it('has a source', () => {
		expect(source).toBeDefined();
	});

	it('shows the same things in the same order', () => {
		for (const component of shown) expect(uses(text, component), component).toEqual(uses(original, component));
		expect(text.match(/^#+ /gm)).toEqual(original.match(/^#+ /gm));
		const goals = (each: string) => each.match(/^ {2}- /gm)?.length;
		expect(goals(text)).toBe(goals(original));
	});

	it('has the same commands and files in its fences', () => {
		const stepOf = (lab: string, step: string) => `${lab} ${step}`;
		expect(commandBlocks(text, stepOf)).toEqual(commandBlocks(original, stepOf));
		const fences = (each: string) => each.match(/^```[^\n]*\n[\s\S]*?^```$/gm);
		expect(fences(text)).toEqual(fences(original));
	});

	it('asks the same questions, with the same answers', () => {
		const answers = (each: string) => each.match(/\b(answer|accepts|more|less|by|bands)=(\{[^}]*\}|"[^"]*")/g);
		expect(answers(text)).toEqual(answers(original));
		const options = (each: string) => each.match(/\{ text: /g)?.length;
		expect(options(text)).toBe(options(original));
	});

	it('is translated with its figures and experiments', () => {
		const files = (folder: string) =>
			find(`${folder}/*.json`).flatMap((each) => (each.locale === locale ? [basename(each.path, '.json')] : []));
		const named = (component: string) => uses(text, component).map(({ id }) => id);
		expect(named('Figure').filter((id) => !files('figures').includes(id ?? ''))).toEqual([]);
		expect(named('Experiment').filter((id) => !files('experiments').includes(id ?? ''))).toEqual([]);
	});

	it('keeps to the words of the house', () => {
		const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '');
		expect(prose.match(/[\p{Extended_Pictographic}]/gu)).toBeNull();
		expect(prose.match(/\p{L}!(\s|$)/gu)).toBeNull();
	});
});

it.each(others)('has one lesson in %s at least, and the words of every part', (locale) => {
	expect(lessons.filter((each) => each.locale === locale).length).toBeGreaterThan(0);
	const parts = globSync('content/*/part.json', { cwd: root }).map((path) => path.split('/')[1]);
	const translated = find('*/part.json').filter((each) => each.locale === locale);
	expect(translated.map(({ path }) => path.split('/')[2]).sort()).toEqual(parts.sort());
});

/** What of a figure is the same in all languages. */
function bones(data: unknown): unknown {
	const figure = figureSchema.parse(data);
	if (figure.kind === 'bars') return { by: figure.by, of: figure.rows.map(({ of }) => of) };
	if (figure.kind === 'layers') return figure.layers.map(({ kind }) => kind);
	const { dockerfile, target, stages } = figure;
	return {
		dockerfile,
		target,
		stages: stages.map(({ base, state, items }) => ({
			base,
			state,
			items: items.map(({ kind, from }) => ({ kind, from })),
		})),
	};
}

it.each(find('figures/*.json'))('$path draws the same as its source', ({ path, source }) => {
	expect(bones(JSON.parse(read(path)))).toEqual(bones(JSON.parse(read(source))));
});

it.each(find('experiments/*.json'))('$path has a sentence for each of its experiment', ({ path }) => {
	const words = experimentWordsSchema.parse(JSON.parse(read(path)));
	const found = experiments.find(({ experiment }) => experiment.id === basename(path, '.json'));
	expect(words.says.length).toBe(new Set(found?.experiment.expect.map(({ says }) => says)).size);
});

/** The plain texts of a catalogue by where they stand. */
function texts(value: unknown, at = ''): ReadonlyMap<string, string> {
	if (typeof value === 'string') return new Map([[at, value]]);
	if (typeof value === 'object' && value !== null && !at.endsWith('.format') && !at.endsWith('.editor')) {
		return new Map(Object.entries(value).flatMap(([key, each]) => [...texts(each, `${at}.${key}`)]));
	}
	return new Map();
}

describe.each([
	['frame', frameText.en, frameText.de],
	['lesson', lessonText.en, lessonText.de],
	['lab', enLab, deLab],
])('the catalogue of the %s', (_, en, de) => {
	/** Words that both languages have. */
	const same =
		/^[✓· ]*(Terminal|Terminals|Dockerfile|Experiment|Shells?|Build|Escape|Tab|Port|Bytes|Container|\+ New)?$/;

	it('is whole: nothing is empty, and nothing was left in English', () => {
		const source = texts(en);
		const german = texts(de);
		expect([...german.keys()]).toEqual([...source.keys()]);
		const left = [...german].filter(([at, text]) => text === '' || (text === source.get(at) && !same.test(text)));
		expect(left).toEqual([]);
	});

	it('keeps the places that a script fills in', () => {
		const source = texts(en);
		const places = (text = '') => text.match(/\{\w+\}/g)?.sort();
		for (const [at, text] of texts(de)) expect(places(text), at).toEqual(places(source.get(at)));
	});

	it('keeps to the words of the house', () => {
		for (const [at, text] of texts(de)) expect(text.match(/!(\s|$)|\bSie\b(?! (endet|wurde))/), at).toBeNull();
	});
});
