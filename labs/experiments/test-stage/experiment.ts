import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'test-stage',
	title: 'Tests as a stage',
	question: 'Does a stage with tests keep a broken program from being shipped?',
	bases: ['golang:1.27'],
	builds: [{ id: 'skips', title: 'A release that does not need the test', target: 'skips' }],
	measures: [
		{ kind: 'build', id: 'skips', build: 'skips', condition: 'first' },
		{ kind: 'run', id: 'run-skips', build: 'skips' },
	],
	expect: [
		{
			kind: 'step',
			says: 'The test stage is skipped: the broken program is built.',
			measure: 'skips',
			step: '[test',
			is: 'absent',
		},
		{ kind: 'exit-code', says: 'It even runs.', measure: 'run-skips', is: 0 },
	],
	steps: [
		{ id: 'skips', title: 'Build the release', command: 'docker build --target skips -t tests-skipped .' },
		{ id: 'run', title: 'It seems to work', command: 'docker run --rm tests-skipped', shows: ['^4\\s*$'] },
		{
			id: 'test',
			title: 'Build the test',
			command: 'docker build --target test .',
			exitCode: 'failed',
			shows: ['double\\(3\\) is 9, and should be 6'],
		},
		{
			id: 'insists',
			title: 'Build the release that insists',
			command: 'docker build --target insists -t tests-passed .',
			exitCode: 'failed',
			shows: ['double\\(3\\) is 9, and should be 6'],
		},
	],
});
