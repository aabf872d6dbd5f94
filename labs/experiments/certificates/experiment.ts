import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'certificates',
	title: 'No certificates',
	question: 'What happens to a secure connection in an image without certificate authorities?',
	bases: ['golang:1.27'],
	builds: [
		{ id: 'without', title: 'scratch and the program', target: 'without' },
		{ id: 'with', title: 'The same with one more file', target: 'with' },
	],
	measures: [
		{ kind: 'run', id: 'without', build: 'without' },
		{ kind: 'run', id: 'with', build: 'with' },
		{ kind: 'image', id: 'image-without', build: 'without' },
		{ kind: 'image', id: 'image-with', build: 'with' },
	],
	expect: [
		{
			kind: 'output',
			says: 'Without the list, the server cannot be trusted.',
			measure: 'without',
			stream: 'stderr',
			fits: 'certificate signed by unknown authority',
		},
		{
			kind: 'output',
			says: 'With the list, the call works.',
			measure: 'with',
			stream: 'stdout',
			fits: '^answered: 200 OK',
		},
		{
			kind: 'factor',
			says: 'The list is small.',
			more: 'image-with',
			less: 'image-without',
			by: 'unpacked',
			min: 1,
			max: 1.1,
		},
	],
	steps: [
		{ id: 'without', title: 'Build without the list', command: 'docker build --target without -t tls-without .' },
		{
			id: 'fail',
			title: 'Make a secure connection',
			command: 'docker run --rm tls-without',
			exitCode: 1,
			shows: ['certificate signed by unknown authority'],
		},
		{ id: 'with', title: 'Build with the list', command: 'docker build --target with -t tls-with .' },
		{ id: 'works', title: 'Try again', command: 'docker run --rm tls-with', shows: ['answered: 200 OK'] },
	],
});
