/** Every experiment, figure, number and link that a lesson names is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadExperiments } from '#lab/experiments.ts';
import { hasProgram, variants } from '#lab/lab-folder.ts';
import { loadLabs } from '#lab/load.ts';
import { measuredSchema } from '#lab/measured.ts';
import { experimentMeasurementIds, labMeasurementIds } from '#lab/measurements-due.ts';
import { figureSchema } from '../../src/site/figures/figure-data.ts';
import { courseLessons, figureFiles, uses } from '../helpers/course-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lessons = courseLessons();
const experiments = await loadExperiments(join(root, 'labs/experiments'));
const labs = (await loadLabs(join(root, 'labs'))).filter(hasProgram);
const variantNames = await Promise.all(labs.map(async (lab) => (await variants(lab)).map(({ name }) => name)));
const figures = figureFiles();
const due = [
	...labs.flatMap(({ lab }, index) => labMeasurementIds(lab.id, variantNames[index] ?? [])),
	...experiments.flatMap(({ experiment }) => experimentMeasurementIds(experiment)),
];

const named = (text: string) => [
	...['Size', 'Amount', 'TransferTime'].flatMap((component) => uses(text, component).map(({ of = '' }) => of)),
	...['Factor', 'Predict'].flatMap((component) =>
		uses(text, component).flatMap(({ more = '', less = '' }) => [more, less]),
	),
];

describe.each(lessons)('$path', ({ text }) => {
	it('names experiments, files and steps that are there', () => {
		const find = (id = '') => experiments.find(({ experiment }) => experiment.id === id);
		for (const { id } of uses(text, 'Experiment')) expect(find(id), id).toBeDefined();
		for (const { id, path = '' } of uses(text, 'ExperimentFile')) {
			expect(existsSync(join(find(id)?.dir ?? '', 'files', path)), `${id} ${path}`).toBe(true);
		}
		for (const { id, step } of uses(text, 'ExperimentCommand')) {
			expect(
				find(id)?.experiment.steps.map((each) => each.id),
				id,
			).toContain(step);
		}
	});

	it('shows whole parts of files', () => {
		for (const [, attributes = ''] of text.matchAll(/<ExperimentFile\s([^>]*)\/>/g)) {
			const [, first, last] = /lines=\{\[(\d+), (\d+)\]\}/.exec(attributes) ?? [];
			const [use = {}] = uses(`<ExperimentFile ${attributes}/>`, 'ExperimentFile');
			if (first === undefined || last === undefined) continue;
			const file = join(root, 'labs/experiments', use['id'] ?? '', 'files', use['path'] ?? '');
			const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
			expect(Number(last)).toBeLessThanOrEqual(lines.length);
			expect([lines[Number(first) - 2] ?? '', lines[Number(last)] ?? ''], attributes).toEqual(['', '']);
			expect(lines[Number(first) - 1], attributes).not.toBe('');
		}
	});

	it('types commands of an experiment in the order of its steps', () => {
		const order = uses(text, 'ExperimentCommand').map(({ id = '', step }) => {
			const steps = experiments.find(({ experiment }) => experiment.id === id)?.experiment.steps ?? [];
			return { id, index: steps.findIndex((each) => each.id === step) };
		});
		for (const id of new Set(order.map((each) => each.id))) {
			const indices = order.filter((each) => each.id === id).map(({ index }) => index);
			expect(indices, id).toEqual(indices.toSorted((a, b) => a - b));
		}
	});

	it('names figures that are there', () => {
		for (const { id = '' } of uses(text, 'Figure')) expect(figures.has(id), id).toBe(true);
	});

	it('shows numbers that somebody is to measure', () => {
		expect(named(text).filter((id) => !due.includes(id))).toEqual([]);
	});

	it('links to pages that are there', () => {
		for (const [, path = ''] of text.matchAll(/\]\(\/lessons\/([^)#]*?)\/?(?:#[^)]*)?\)/g)) {
			expect(lessons.map(({ slug }) => slug)).toContain(path);
		}
	});
});

it('has no figure that no lesson shows', () => {
	const shown = lessons.flatMap(({ text }) => uses(text, 'Figure').map(({ id }) => id));
	expect([...figures.keys()].filter((id) => !shown.includes(id))).toEqual([]);
});

it('has no experiment that no lesson shows', () => {
	const shown = lessons.flatMap(({ text }) => uses(text, 'Experiment').map(({ id }) => id));
	expect(experiments.map(({ experiment }) => experiment.id).filter((id) => !shown.includes(id))).toEqual([]);
});

it('draws bars of numbers that somebody is to measure', () => {
	const bars = [...figures.values()].map((data) => figureSchema.parse(data)).filter((data) => data.kind === 'bars');
	expect(bars.flatMap(({ rows }) => rows.map(({ of }) => of)).filter((id) => !due.includes(id))).toEqual([]);
});

it('has measured nothing that nobody asked for', () => {
	const text = readFileSync(join(root, 'labs/measured.json'), 'utf8');
	const { measurements } = measuredSchema.parse(JSON.parse(text));
	expect(measurements.map(({ id }) => id).filter((id) => !due.includes(id))).toEqual([]);
});

it('names no lab as it names an experiment', () => {
	const ids = [...labs.map(({ lab }) => lab.id), ...experiments.map(({ experiment }) => experiment.id)];
	expect(new Set(ids).size).toBe(ids.length);
});
