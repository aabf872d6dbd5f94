import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'start-time',
	title: 'What gets faster, and what does not',
	question: 'Does a program run faster in a smaller image?',
	bases: ['golang:1.27'],
	builds: [
		{ id: 'heavy', title: 'The binary beside a compiler', target: 'heavy' },
		{ id: 'light', title: 'The binary alone', target: 'light' },
	],
	measures: [
		{ kind: 'image', id: 'heavy', build: 'heavy' },
		{ kind: 'image', id: 'light', build: 'light' },
		{ kind: 'run', id: 'run-heavy', build: 'heavy', times: 15 },
		{ kind: 'run', id: 'run-light', build: 'light', times: 15 },
	],
	expect: [
		{
			kind: 'factor',
			says: 'Starting and running takes about the same time in both, once the image is there.',
			more: 'run-heavy',
			less: 'run-light',
			by: 'milliseconds',
			min: 0.5,
			max: 2,
		},
		{
			kind: 'factor',
			says: 'What has to be moved first differs by far.',
			more: 'heavy',
			less: 'light',
			by: 'transfer',
			min: 50,
		},
	],
	steps: [
		{ id: 'heavy', title: 'Build the heavy image', command: 'docker build --target heavy -t start-heavy .' },
		{ id: 'light', title: 'Build the light image', command: 'docker build --target light -t start-light .' },
		{
			id: 'time-heavy',
			title: 'Run the heavy one',
			command: 'time docker run --rm start-heavy',
			shows: ['hello from a container', 'real'],
		},
		{
			id: 'time-light',
			title: 'Run the light one',
			command: 'time docker run --rm start-light',
			shows: ['hello from a container', 'real'],
		},
		{
			id: 'move-heavy',
			title: 'What would be moved',
			command: 'docker save start-heavy | gzip | wc -c',
			shows: ['^[0-9]+'],
		},
		{
			id: 'move-light',
			title: 'What would be moved',
			command: 'docker save start-light | gzip | wc -c',
			shows: ['^[0-9]+'],
		},
	],
});
