import { describe, expect, it } from 'vitest';
import { type ExperimentInput, experimentSchema } from './experiment.ts';

const sound: ExperimentInput = {
	id: 'sound',
	title: 'Sound',
	question: 'Does it hold?',
	bases: ['busybox:latest'],
	builds: [{ id: 'one', title: 'One' }],
	measures: [{ kind: 'image', id: 'one', build: 'one' }],
	expect: [{ kind: 'none-of', says: 'No shell.', measure: 'one', of: 'shells' }],
	steps: [{ id: 'build', title: 'Build', command: 'docker build .' }],
};
const problems = (more: Partial<ExperimentInput>) =>
	experimentSchema.safeParse({ ...sound, ...more }).error?.issues.map(({ message }) => message) ?? [];

describe('experimentSchema', () => {
	it('takes an experiment in which every name leads somewhere', () => {
		expect(problems({})).toEqual([]);
	});

	it('refuses a measure of a build that is not there', () => {
		expect(problems({ measures: [{ kind: 'image', id: 'one', build: 'two' }] })).toEqual([
			'measure "one" names the build "two", which is not there',
		]);
	});

	it('refuses an expectation of a measure that is not there', () => {
		expect(problems({ expect: [{ kind: 'none-of', says: '', measure: 'two', of: 'shells' }] })).toEqual([
			'an expectation names the measure "two", which is not there',
		]);
	});

	it('refuses a name that is taken twice', () => {
		const measure = { kind: 'image', id: 'one', build: 'one' } as const;
		expect(problems({ measures: [measure, measure] })).toEqual(['there are two measures "one"']);
	});

	it.each(['first', 'after-edit'] as const)('wants an edit exactly where one is timed: %s', (condition) => {
		const edit = condition === 'first' ? { edit: { file: 'a', append: 'b' } } : {};
		expect(problems({ measures: [{ kind: 'build', id: 'one', build: 'one', condition, ...edit }] })).toEqual([
			'measure "one" needs an edit exactly when it is measured after one',
		]);
	});
});
