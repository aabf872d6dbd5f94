import { defineExperiment } from '#lab/experiment.ts';

const edit = { file: 'server.go', append: '// one more line\n' };

export const experiment = defineExperiment({
	id: 'cache-mount',
	title: 'A cache for the tool inside the step',
	question: 'What is a cache mount worth when the step itself has to run again?',
	bases: ['golang:1.27'],
	builds: [
		{ id: 'without', title: 'Without a cache mount', dockerfile: 'without.Dockerfile' },
		{ id: 'with', title: 'With a cache mount', dockerfile: 'with.Dockerfile' },
	],
	measures: [
		{ kind: 'build', id: 'without-edit', build: 'without', condition: 'after-edit', edit },
		{ kind: 'build', id: 'with-edit', build: 'with', condition: 'after-edit', edit },
		{ kind: 'image', id: 'without', build: 'without' },
		{ kind: 'image', id: 'with', build: 'with' },
	],
	expect: [
		{
			kind: 'step',
			says: 'After an edit the step runs in both.',
			measure: 'with-edit',
			step: 'RUN --mount',
			is: 'executed',
		},
		{
			kind: 'factor',
			says: 'With the mount it takes less than half the time.',
			more: 'without-edit',
			less: 'with-edit',
			by: 'milliseconds',
			min: 2,
		},
		{
			kind: 'factor',
			says: 'The images are alike: the cache is in neither.',
			more: 'without',
			less: 'with',
			by: 'unpacked',
			min: 0.99,
			max: 1.01,
		},
	],
	steps: [
		{ id: 'without', title: 'Build without', command: 'docker build -f without.Dockerfile -t mount-without .' },
		{ id: 'with', title: 'Build with', command: 'docker build -f with.Dockerfile -t mount-with .' },
		{ id: 'edit', title: 'Edit the source', command: "echo '// one more line' >> server.go" },
		{ id: 'without-edit', title: 'Again without', command: 'docker build -f without.Dockerfile -t mount-without .' },
		{ id: 'with-edit', title: 'Again with', command: 'docker build -f with.Dockerfile -t mount-with .' },
		{
			id: 'compare',
			title: 'The images are alike',
			command: "docker images 'mount-*'",
			shows: ['mount-without', 'mount-with'],
		},
	],
});
