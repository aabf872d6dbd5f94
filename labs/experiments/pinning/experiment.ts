import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'pinning',
	title: 'Which version did I get?',
	question: 'What does a list of dependencies without versions install?',
	bases: ['python:3.13-slim'],
	needsNetwork: true,
	builds: [
		{ id: 'loose', title: 'Only the name', target: 'loose' },
		{ id: 'exact', title: 'Name and version', target: 'exact' },
	],
	measures: [
		{ kind: 'run', id: 'loose', build: 'loose' },
		{ kind: 'run', id: 'exact', build: 'exact' },
	],
	expect: [
		{
			kind: 'output',
			says: 'Pinned, it is the version that was written down.',
			measure: 'exact',
			stream: 'stdout',
			fits: '^8\\.1\\.8\\n$',
		},
		{
			kind: 'output',
			says: 'Not pinned, it is whatever was newest on the day of the build.',
			measure: 'loose',
			stream: 'stdout',
			fits: '^(?!8\\.1\\.8\\n)\\d+\\.',
		},
	],
	steps: [
		{
			id: 'loose',
			title: 'Without a version',
			command: 'docker build --target loose -t pins-loose . && docker run --rm pins-loose',
			shows: ['\\d+\\.\\d+'],
		},
		{
			id: 'exact',
			title: 'With a version',
			command: 'docker build --target exact -t pins-exact . && docker run --rm pins-exact',
			shows: ['8\\.1\\.8'],
		},
	],
});
