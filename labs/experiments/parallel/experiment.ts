import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'parallel',
	title: 'Parallel and skipped stages',
	question: 'What do several stages add that the cache of one stage does not give?',
	bases: ['busybox:latest'],
	builds: [
		{ id: 'stages', title: 'A stage for each part' },
		{ id: 'sequence', title: 'One stage', dockerfile: 'sequence.Dockerfile' },
	],
	measures: [
		{ kind: 'build', id: 'stages', build: 'stages', condition: 'first' },
		{ kind: 'build', id: 'sequence', build: 'sequence', condition: 'first' },
		{ kind: 'build', id: 'stages-again', build: 'stages', condition: 'again' },
		{ kind: 'build', id: 'sequence-again', build: 'sequence', condition: 'again' },
	],
	expect: [
		{
			kind: 'factor',
			says: 'The stages take less than half the time of the sequence.',
			more: 'sequence',
			less: 'stages',
			by: 'milliseconds',
			min: 2,
		},
		{
			kind: 'step',
			says: 'The stage that nothing needs is not built.',
			measure: 'stages',
			step: '[manual',
			is: 'absent',
		},
		{
			kind: 'step',
			says: 'The cache works for the stages.',
			measure: 'stages-again',
			step: '[front 2/2]',
			is: 'cached',
		},
		{
			kind: 'step',
			says: 'The cache works for one stage just as well.',
			measure: 'sequence-again',
			step: '[2/4]',
			is: 'cached',
		},
	],
	steps: [
		{
			id: 'stages',
			title: 'Build the stages',
			command: 'docker build --no-cache --progress=plain -t parallel-stages .',
			shows: ['\\[front 2/2\\]', '\\[back 2/2\\]'],
		},
		{
			id: 'sequence',
			title: 'Build the sequence',
			command: 'docker build --no-cache --progress=plain -f sequence.Dockerfile -t parallel-sequence .',
		},
		{ id: 'manual', title: 'Ask for the skipped stage', command: 'docker build --target manual -t parallel-manual .' },
	],
});
