import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'two-by-two',
	title: 'Two changes, four images',
	question: 'How much does the base save, and how much do the stages?',
	bases: ['node:24', 'node:24-slim'],
	needsNetwork: true,
	builds: [
		{ id: 'full-single', title: 'Full base, one stage', dockerfile: 'single.Dockerfile', target: 'full' },
		{ id: 'slim-single', title: 'Slim base, one stage', dockerfile: 'single.Dockerfile', target: 'slim' },
		{ id: 'full-multi', title: 'Full base, two stages', dockerfile: 'multi.Dockerfile', target: 'full' },
		{ id: 'slim-multi', title: 'Slim base, two stages', dockerfile: 'multi.Dockerfile', target: 'slim' },
	],
	measures: [
		{ kind: 'image', id: 'full-single', build: 'full-single' },
		{ kind: 'image', id: 'slim-single', build: 'slim-single' },
		{ kind: 'image', id: 'full-multi', build: 'full-multi' },
		{ kind: 'image', id: 'slim-multi', build: 'slim-multi' },
		{ kind: 'run', id: 'run', build: 'slim-multi' },
	],
	expect: [
		{
			kind: 'factor',
			says: 'The smaller base alone saves most.',
			more: 'full-single',
			less: 'slim-single',
			by: 'unpacked',
			min: 3,
		},
		{
			kind: 'factor',
			says: 'The stages alone, on the full base, save a few percent.',
			more: 'full-single',
			less: 'full-multi',
			by: 'unpacked',
			min: 1.01,
			max: 1.2,
		},
		{
			kind: 'factor',
			says: 'On the slim base, the stages save a bigger share.',
			more: 'slim-single',
			less: 'slim-multi',
			by: 'unpacked',
			min: 1.05,
		},
		{
			kind: 'output',
			says: 'The smallest of the four works.',
			measure: 'run',
			stream: 'stdout',
			fits: '^fish &amp; chips\\n$',
		},
	],
	steps: [
		{
			id: 'full-single',
			title: 'Full, one stage',
			command: 'docker build -f single.Dockerfile --target full -t square-full-single .',
		},
		{
			id: 'slim-single',
			title: 'Slim, one stage',
			command: 'docker build -f single.Dockerfile --target slim -t square-slim-single .',
		},
		{
			id: 'full-multi',
			title: 'Full, two stages',
			command: 'docker build -f multi.Dockerfile --target full -t square-full-multi .',
		},
		{
			id: 'slim-multi',
			title: 'Slim, two stages',
			command: 'docker build -f multi.Dockerfile --target slim -t square-slim-multi .',
		},
		{
			id: 'compare',
			title: 'Compare',
			command: "docker images 'square-*'",
			shows: ['square-full-single', 'square-slim-single', 'square-full-multi', 'square-slim-multi'],
		},
	],
});
