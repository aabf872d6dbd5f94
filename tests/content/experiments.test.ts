/** Whether every experiment is in order: what can be told without an engine. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { expectationMeasures } from '#lab/expectation.ts';
import { loadExperiments } from '#lab/experiments.ts';
import { catalogue } from '../../labs/bases/catalogue.ts';

const folder = fileURLToPath(new URL('../../labs/experiments', import.meta.url));
const experiments = await loadExperiments(folder);
const references = catalogue.bases.filter(({ published }) => published).map(({ reference }) => reference);

/** What the course has to show by a build of its own. */
const subjects = [
	...['size', 'cache-order', 'context', 'parallel', 'cache-mount', 'start-time', 'attack-surface', 'deleted-but-there'],
	...['two-by-two', 'musl', 'cgo-on-scratch', 'certificates', 'time-zone', 'native-module', 'signals'],
];

it.each(subjects)('there is an experiment on %s', (subject) => {
	expect(experiments.map(({ experiment }) => experiment.id)).toContain(subject);
});

describe.each(experiments)('experiment $experiment.id', ({ experiment, dir }) => {
	const files = join(dir, 'files');
	const read = (dockerfile: string, target: string | undefined) =>
		parseDockerfile(readFileSync(join(files, dockerfile), 'utf8'), target === undefined ? {} : { target });

	it.each(experiment.builds)('has what the build $id needs', ({ dockerfile, context, target, secrets }) => {
		expect(existsSync(join(files, context))).toBe(true);
		for (const { file } of secrets) expect(existsSync(join(files, file)), file).toBe(true);
		const { problems, stages } = read(dockerfile, target);
		expect(problems).toEqual([]);
		if (target !== undefined) expect(stages.map(({ name }) => name)).toContain(target);
	});

	it('starts from the bases that it names, and from no others', () => {
		const used = experiment.builds.flatMap(({ dockerfile, target }) =>
			read(dockerfile, target).externalImages.map(({ resolved }) => resolved),
		);
		expect([...new Set(used)].sort()).toEqual([...experiment.bases].sort());
		expect(experiment.bases.filter((base) => !references.includes(base))).toEqual([]);
	});

	it('expects something of each measure, or compares it', () => {
		const judged = experiment.expect.flatMap(expectationMeasures);
		const silent = experiment.measures.filter(
			({ id, kind }) => !judged.includes(id) && kind !== 'image' && kind !== 'build',
		);
		expect(silent.map(({ id }) => id)).toEqual([]);
	});

	it('edits files that are there', () => {
		for (const measure of experiment.measures) {
			if (measure.kind === 'build' && measure.edit !== undefined) {
				expect(existsSync(join(files, measure.edit.file)), measure.edit.file).toBe(true);
			}
		}
	});

	it('has commands that name its files, and patterns that can be read', () => {
		for (const { command, shows } of experiment.steps) {
			for (const [, file = ''] of command.matchAll(/docker build .*?-f (\S+)/g))
				expect(existsSync(join(files, file)), file).toBe(true);
			for (const pattern of shows) expect(() => new RegExp(pattern, 'm')).not.toThrow();
		}
	});
});
