import { defineExperiment } from '#lab/experiment.ts';

const edit = { file: 'notes.md', append: 'One more note.\n' };

export const experiment = defineExperiment({
	id: 'context',
	title: 'What a build is sent',
	question: 'What does a .dockerignore file change?',
	bases: ['busybox:latest'],
	builds: [
		{ id: 'open', title: 'No .dockerignore', dockerfile: 'open.Dockerfile' },
		{ id: 'closed', title: 'With a .dockerignore', dockerfile: 'closed.Dockerfile' },
	],
	measures: [
		{ kind: 'build', id: 'open-first', build: 'open', condition: 'first' },
		{ kind: 'build', id: 'closed-first', build: 'closed', condition: 'first' },
		{ kind: 'build', id: 'open-edit', build: 'open', condition: 'after-edit', edit },
		{ kind: 'build', id: 'closed-edit', build: 'closed', condition: 'after-edit', edit },
		{ kind: 'image', id: 'open', build: 'open' },
		{ kind: 'image', id: 'closed', build: 'closed' },
	],
	expect: [
		{
			kind: 'factor',
			says: 'The build is sent many times less.',
			more: 'open-first',
			less: 'closed-first',
			by: 'contextBytes',
			min: 10,
		},
		{
			kind: 'factor',
			says: 'The image does not carry the test data.',
			more: 'open',
			less: 'closed',
			by: 'files',
			min: 1.001,
		},
		{
			kind: 'step',
			says: 'Without it, an edited note runs the next step again.',
			measure: 'open-edit',
			step: 'RUN sleep',
			is: 'executed',
		},
		{
			kind: 'step',
			says: 'With it, an edited note changes nothing.',
			measure: 'closed-edit',
			step: 'RUN sleep',
			is: 'cached',
		},
	],
	steps: [
		{
			id: 'open',
			title: 'Without',
			command: 'docker build --progress=plain -f open.Dockerfile -t context-open .',
			shows: ['transferring context'],
		},
		{
			id: 'closed',
			title: 'With',
			command: 'docker build --progress=plain -f closed.Dockerfile -t context-closed .',
			shows: ['transferring context'],
		},
		{
			id: 'look',
			title: 'What is in the first image',
			command: 'docker run --rm context-open ls',
			shows: ['notes.md', 'test-data'],
		},
		{
			id: 'look-closed',
			title: 'What is in the second',
			command: 'docker run --rm context-closed ls',
			shows: ['^app.sh\\s*$'],
		},
		{ id: 'edit', title: 'Edit a note', command: "echo 'One more note.' >> notes.md" },
		{
			id: 'closed-edit',
			title: 'Build again',
			command: 'docker build --progress=plain -f closed.Dockerfile -t context-closed .',
			shows: ['RUN sleep 2 [^\\n]*\\n#\\d+ CACHED'],
		},
	],
});
