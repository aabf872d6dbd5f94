/** What the course set out to teach has a place in it: each statement leads to a lesson, and to a build that shows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadExperiments } from '#lab/experiments.ts';
import { loadLabs } from '#lab/load.ts';
import { statementKinds, statementsSchema } from '../../src/site/statements-data.ts';
import { courseLessons, uses } from '../helpers/course-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const statements = statementsSchema.parse(JSON.parse(readFileSync(join(root, 'content/statements.json'), 'utf8')));
const lessons = courseLessons();
const experiments = (await loadExperiments(join(root, 'labs/experiments'))).map(({ experiment }) => experiment);
const labs = (await loadLabs(join(root, 'labs'))).map(({ lab }) => lab);

/** All that has to be there; a statement that is taken out of the course is missed here. */
const wanted = {
	benefit: [
		...['smaller-image', 'smaller-attack-surface', 'faster-rebuilds', 'clear-split', 'simple-dependencies'],
		...['different-bases', 'one-dockerfile', 'leaner-delivery', 'less-disk'],
	],
	practice: [
		...['light-bases', 'copy-only-needed', 'order-for-cache', 'pin-versions', 'test-before-shipping', 'name-stages'],
		'no-dev-dependencies',
	],
	step: [
		...['go-1-build', 'go-2-run', 'go-3-look', 'go-4-size', 'go-5-build', 'go-6-run', 'go-7-look', 'go-8-compare'],
		...['flask-build-before', 'flask-images-before', 'flask-build-after', 'flask-images-after'],
		...['task-change', 'task-compare', 'task-explain'],
	],
	headline: ['go-32275-percent', 'node-factor-five'],
	correction: [
		...['go-run-in-scratch', 'detached-calculator', 'distroless-on-alpine', 'faster-to-run', 'site-packages-only'],
		...['unpinned-install', 'ended-bases', 'split-dockerfile', 'pip-no-dev', 'npm-ci-again', 'cache-makes-it-fast'],
		'all-the-same',
	],
} as const;

it.each(statementKinds)('has every %s', (kind) => {
	const ids = statements.filter((each) => each.kind === kind).map(({ id }) => id);
	expect(ids.toSorted()).toEqual([...wanted[kind]].toSorted());
});

describe.each(statements)('$id', ({ lesson, proof }) => {
	const text = lessons.find(({ slug }) => slug === lesson)?.text;

	it('leads to a lesson', () => {
		expect(text, lesson).toBeDefined();
	});

	it('is shown by a build that is there', () => {
		for (const each of proof) {
			if ('experiment' in each) expect(experiments.map(({ id }) => id)).toContain(each.experiment);
			else {
				const lab = labs.find(({ id }) => id === each.lab);
				expect(lab, each.lab).toBeDefined();
				if (each.step !== undefined) expect(lab?.steps.map(({ id }) => id)).toContain(each.step);
			}
		}
	});

	it('is shown by a build that some lesson shows', () => {
		const everything = lessons.map((each) => each.text).join('\n');
		for (const each of proof) {
			const shown =
				'experiment' in each
					? uses(everything, 'Experiment').some(({ id }) => id === each.experiment)
					: everything.includes(`lab: ${each.lab}\n`) &&
						(each.step === undefined ||
							uses(everything, 'LabCommand').some(({ lab, step }) => lab === each.lab && step === each.step));
			expect(shown, JSON.stringify(each)).toBe(true);
		}
	});
});
