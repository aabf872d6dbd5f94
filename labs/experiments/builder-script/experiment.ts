import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'builder-script',
	title: 'One Dockerfile instead of two and a script',
	question: 'What did people do before stages, and what does one file replace?',
	bases: ['golang:1.27'],
	builds: [
		{ id: 'builder', title: 'The first of two Dockerfiles', dockerfile: 'build.Dockerfile' },
		{ id: 'stages', title: 'One Dockerfile with two stages' },
	],
	measures: [
		{ kind: 'image', id: 'builder', build: 'builder' },
		{ kind: 'image', id: 'stages', build: 'stages' },
		{ kind: 'run', id: 'run-stages', build: 'stages' },
	],
	expect: [
		{
			kind: 'factor',
			says: 'The script leaves the builder behind as an image of its own.',
			more: 'builder',
			less: 'stages',
			by: 'unpacked',
			min: 100,
		},
		{ kind: 'exit-code', says: 'The image of the one Dockerfile runs.', measure: 'run-stages', is: 0 },
	],
	steps: [
		{ id: 'script', title: 'Build by the script', command: 'sh build.sh' },
		{ id: 'stages', title: 'Build by stages', command: 'docker build -t hello-by-stages .' },
		{
			id: 'compare',
			title: 'Both run',
			command: 'docker run --rm hello-by-script && docker run --rm hello-by-stages',
			shows: ['hello from a container[\\s\\S]*hello from a container'],
		},
		{
			id: 'left',
			title: 'What the script leaves behind',
			command: "docker images 'hello-b*'",
			shows: ['hello-builder', 'hello-by-script', 'hello-by-stages'],
		},
	],
});
