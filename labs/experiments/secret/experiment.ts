import { defineExperiment } from '#lab/experiment.ts';

const token = 'this-is-a-made-up-token-for-the-course';

export const experiment = defineExperiment({
	id: 'secret',
	title: 'Three ways to give a build a secret',
	question: 'Where does a secret stay after a build?',
	bases: ['busybox:latest'],
	builds: [
		{ id: 'copied', title: 'Copied, then deleted', dockerfile: 'copied.Dockerfile' },
		{ id: 'argument', title: 'As a build argument', dockerfile: 'argument.Dockerfile' },
		{
			id: 'mounted',
			title: 'As a secret mount',
			dockerfile: 'mounted.Dockerfile',
			secrets: [{ id: 'token', file: 'token.txt' }],
		},
	],
	measures: [
		{ kind: 'layer-file', id: 'file-copied', build: 'copied', path: '/token.txt' },
		{ kind: 'history-text', id: 'history-argument', build: 'argument', text: token },
		{ kind: 'history-text', id: 'history-mounted', build: 'mounted', text: token },
		{ kind: 'layer-file', id: 'file-mounted', build: 'mounted', path: '/run/secrets/token' },
	],
	expect: [
		{
			kind: 'in-layers',
			says: 'A copied and deleted secret is still in a layer.',
			measure: 'file-copied',
			is: true,
			visible: false,
		},
		{ kind: 'in-history', says: 'A build argument is in the history.', measure: 'history-argument', is: true },
		{ kind: 'in-history', says: 'A mounted secret is not in the history.', measure: 'history-mounted', is: false },
		{ kind: 'in-layers', says: 'A mounted secret is in no layer.', measure: 'file-mounted', is: false, visible: false },
	],
	steps: [
		{ id: 'copied', title: 'Copy and delete', command: 'docker build -f copied.Dockerfile -t secret-copied .' },
		{ id: 'argument', title: 'Use an argument', command: 'docker build -f argument.Dockerfile -t secret-argument .' },
		{ id: 'history', title: 'Read the history', command: 'docker history --no-trunc secret-argument', shows: [token] },
		{
			id: 'mounted',
			title: 'Mount the secret',
			command: 'docker build -f mounted.Dockerfile --secret id=token,src=token.txt -t secret-mounted .',
		},
		{
			id: 'used',
			title: 'It was there while the step ran',
			command: 'docker run --rm secret-mounted cat /used.txt',
			shows: ['^[1-9][0-9]*'],
		},
		{
			id: 'gone',
			title: 'And is gone now',
			command: 'docker run --rm secret-mounted cat /run/secrets/token',
			exitCode: 1,
			shows: ['No such file'],
		},
	],
});
