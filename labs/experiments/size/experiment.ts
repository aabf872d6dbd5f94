import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'size',
	title: 'One stage against two',
	question: 'How much of a single-stage image does the program need?',
	bases: ['golang:1.27'],
	builds: [
		{ id: 'single', title: 'One stage', dockerfile: 'single.Dockerfile' },
		{ id: 'two', title: 'Two stages' },
	],
	measures: [
		{ kind: 'image', id: 'single', build: 'single' },
		{ kind: 'image', id: 'two', build: 'two' },
		{ kind: 'run', id: 'run-single', build: 'single' },
		{ kind: 'run', id: 'run-two', build: 'two' },
	],
	expect: [
		{
			kind: 'factor',
			says: 'The image with one stage is more than a hundred times the size of the other.',
			more: 'single',
			less: 'two',
			by: 'unpacked',
			min: 100,
		},
		{
			kind: 'factor',
			says: 'A push or pull moves more than fifty times as much.',
			more: 'single',
			less: 'two',
			by: 'transfer',
			min: 50,
		},
		{
			kind: 'output',
			says: 'Both print the same line.',
			measure: 'run-single',
			stream: 'stdout',
			fits: '^hello from a container\\n$',
		},
		{
			kind: 'output',
			says: 'Both print the same line.',
			measure: 'run-two',
			stream: 'stdout',
			fits: '^hello from a container\\n$',
		},
		{
			kind: 'none-of',
			says: 'The second image has no compiler.',
			measure: 'two',
			of: 'buildTools',
		},
	],
	steps: [
		{ id: 'single', title: 'Build with one stage', command: 'docker build -f single.Dockerfile -t hello-single .' },
		{ id: 'two', title: 'Build with two stages', command: 'docker build -t hello-two .' },
		{ id: 'compare', title: 'Compare', command: "docker images 'hello-*'", shows: ['hello-single', 'hello-two'] },
		{
			id: 'history',
			title: 'Look at the layers',
			command: 'docker history hello-single',
			shows: ['COPY go.mod hello.go', 'SIZE'],
		},
		{ id: 'run', title: 'Run the small one', command: 'docker run --rm hello-two', shows: ['hello from a container'] },
	],
});
