import { defineExperiment } from '#lab/experiment.ts';

const edit = { file: 'app.py', append: '# one more line\n' };

export const experiment = defineExperiment({
	id: 'cache-order',
	title: 'The order of copies and the cache',
	question: 'What does one edit of the source cost, depending on the order of the instructions?',
	bases: ['python:3.13-slim'],
	needsNetwork: true,
	builds: [
		{ id: 'late', title: 'Copy everything, then install', dockerfile: 'late.Dockerfile' },
		{ id: 'early', title: 'Install, then copy the source', dockerfile: 'early.Dockerfile' },
	],
	measures: [
		{ kind: 'build', id: 'late-first', build: 'late', condition: 'first' },
		{ kind: 'build', id: 'late-again', build: 'late', condition: 'again' },
		{ kind: 'build', id: 'late-edit', build: 'late', condition: 'after-edit', edit },
		{ kind: 'build', id: 'early-first', build: 'early', condition: 'first' },
		{ kind: 'build', id: 'early-again', build: 'early', condition: 'again' },
		{ kind: 'build', id: 'early-edit', build: 'early', condition: 'after-edit', edit },
	],
	expect: [
		{
			kind: 'step',
			says: 'Without an edit both come from the cache.',
			measure: 'late-again',
			step: 'RUN pip install',
			is: 'cached',
		},
		{
			kind: 'step',
			says: 'Without an edit both come from the cache.',
			measure: 'early-again',
			step: 'RUN pip install',
			is: 'cached',
		},
		{
			kind: 'step',
			says: 'With the copy first, an edit installs everything again.',
			measure: 'late-edit',
			step: 'RUN pip install',
			is: 'executed',
		},
		{
			kind: 'step',
			says: 'With the install first, it comes from the cache.',
			measure: 'early-edit',
			step: 'RUN pip install',
			is: 'cached',
		},
		{
			kind: 'factor',
			says: 'The better order rebuilds at least twice as fast.',
			more: 'late-edit',
			less: 'early-edit',
			by: 'milliseconds',
			min: 2,
		},
	],
	steps: [
		{ id: 'late', title: 'Copy first', command: 'docker build -f late.Dockerfile -t order-late .' },
		{ id: 'early', title: 'Install first', command: 'docker build -f early.Dockerfile -t order-early .' },
		{ id: 'edit', title: 'Edit the source', command: "echo '# one more line' >> app.py" },
		{
			id: 'late-edit',
			title: 'Build again: the install runs',
			command: 'docker build --progress=plain -f late.Dockerfile -t order-late .',
			shows: ['Collecting flask'],
		},
		{
			id: 'early-edit',
			title: 'Build again: the install is cached',
			command: 'docker build --progress=plain -f early.Dockerfile -t order-early .',
			shows: ['RUN pip install --no-cache-dir -r requirements.txt\\n#\\d+ CACHED'],
		},
	],
});
