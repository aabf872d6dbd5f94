import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'cgo-on-scratch',
	title: 'A Go program that is not static',
	question: 'Why does a file that is there not start on scratch?',
	bases: ['golang:1.27', 'gcr.io/distroless/base-debian13:nonroot'],
	builds: [
		{ id: 'dynamic', title: 'With cgo, on scratch', target: 'dynamic' },
		{ id: 'static', title: 'Without cgo, on scratch', target: 'static' },
		{ id: 'dynamic-on-base', title: 'With cgo, on distroless base', target: 'dynamic-on-base' },
	],
	measures: [
		{ kind: 'run', id: 'dynamic', build: 'dynamic' },
		{ kind: 'run', id: 'static', build: 'static' },
		{ kind: 'run', id: 'dynamic-on-base', build: 'dynamic-on-base' },
		{ kind: 'image', id: 'image-static', build: 'static' },
		{ kind: 'image', id: 'image-base', build: 'dynamic-on-base' },
	],
	expect: [
		{
			kind: 'exit-code',
			says: 'Linked against the C library, it does not start on scratch.',
			measure: 'dynamic',
			is: 'failed',
		},
		{ kind: 'exit-code', says: 'Linked without, it does.', measure: 'static', is: 0 },
		{
			kind: 'exit-code',
			says: 'On a base with a C library, the first one runs too.',
			measure: 'dynamic-on-base',
			is: 0,
		},
	],
	steps: [
		{ id: 'dynamic', title: 'Build with cgo', command: 'docker build --target dynamic -t cgo-dynamic .' },
		{
			id: 'fail',
			title: 'Start it',
			command: 'docker run --rm cgo-dynamic',
			exitCode: 'failed',
			shows: ['no such file or directory'],
		},
		{ id: 'static', title: 'Build without cgo', command: 'docker build --target static -t cgo-static .' },
		{ id: 'works', title: 'Start it', command: 'docker run --rm cgo-static', shows: ['loopback: 127.0.0.1'] },
	],
});
