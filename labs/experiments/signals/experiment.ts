import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'signals',
	title: 'Who gets the signal to stop',
	question: 'Why do some containers take ten seconds to stop?',
	bases: ['python:3.13-slim'],
	builds: [
		{ id: 'exec', title: 'Exec form', target: 'exec' },
		{ id: 'shell', title: 'Shell form', target: 'shell' },
		{ id: 'shell-exec', title: 'Shell form with exec', target: 'shell-exec' },
	],
	measures: [
		{ kind: 'stop', id: 'exec', build: 'exec' },
		{ kind: 'stop', id: 'shell', build: 'shell' },
		{ kind: 'stop', id: 'shell-exec', build: 'shell-exec' },
	],
	expect: [
		{ kind: 'exit-code', says: 'In exec form the program ends by itself.', measure: 'exec', is: 0 },
		{ kind: 'exit-code', says: 'In shell form it is killed.', measure: 'shell', is: 137 },
		{ kind: 'exit-code', says: 'With exec the shell steps aside.', measure: 'shell-exec', is: 0 },
		{
			kind: 'factor',
			says: 'The shell form costs all of the grace time.',
			more: 'shell',
			less: 'exec',
			by: 'milliseconds',
			min: 5,
		},
	],
	steps: [
		{
			id: 'exec',
			title: 'Exec form',
			command: 'docker build --target exec -t stop-exec . && docker run -d --name stop-exec stop-exec',
		},
		{ id: 'stop-exec', title: 'Stop it', command: 'sleep 1; time docker stop stop-exec', shows: ['real\\s+0m0'] },
		{ id: 'log-exec', title: 'It had time to say so', command: 'docker logs stop-exec', shows: ['stopping'] },
		{
			id: 'shell',
			title: 'Shell form',
			command: 'docker build --target shell -t stop-shell . && docker run -d --name stop-shell stop-shell',
		},
		{ id: 'stop-shell', title: 'Stop it', command: 'sleep 1; time docker stop stop-shell', shows: ['real\\s+0m1'] },
		{ id: 'why', title: 'How it ended', command: 'docker inspect -f "{{.State.ExitCode}}" stop-shell', shows: ['137'] },
		{ id: 'clean', title: 'Clean up', command: 'docker rm stop-exec stop-shell' },
	],
});
