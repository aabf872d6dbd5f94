import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'no-shell',
	title: 'Looking into a container without a shell',
	question: 'How do you examine an image that has no tools?',
	bases: ['golang:1.27', 'gcr.io/distroless/static-debian13:nonroot', 'busybox:latest'],
	builds: [
		{ id: 'release', title: 'What is shipped' },
		{ id: 'debug', title: 'The same with a shell', target: 'debug' },
	],
	measures: [
		{ kind: 'image', id: 'release', build: 'release' },
		{ kind: 'image', id: 'debug', build: 'debug' },
		{ kind: 'run', id: 'shell-release', build: 'release', entrypoint: 'sh', args: ['-c', 'echo here'] },
		{ kind: 'run', id: 'shell-debug', build: 'debug', args: ['-c', 'echo here'] },
	],
	expect: [
		{ kind: 'exit-code', says: 'The release has no shell to start.', measure: 'shell-release', is: 'failed' },
		{ kind: 'output', says: 'The debug image has one.', measure: 'shell-debug', stream: 'stdout', fits: '^here\\n$' },
		{ kind: 'none-of', says: 'The release has no shell by any name.', measure: 'release', of: 'shells' },
	],
	steps: [
		{ id: 'build', title: 'Build the release', command: 'docker build -t beat .' },
		{ id: 'start', title: 'Start it', command: 'docker run -d --name beat beat' },
		{
			id: 'exec',
			title: 'Ask for a shell',
			command: 'docker exec beat bash',
			exitCode: 'failed',
			shows: ['executable file not found'],
		},
		{ id: 'logs', title: 'Read what it writes', command: 'sleep 2; docker logs beat', shows: ['beat'] },
		{ id: 'top', title: 'List its processes', command: 'docker top beat', shows: ['/beat'] },
		{
			id: 'copy',
			title: 'Copy a file out',
			command: 'docker cp -L beat:/etc/os-release - | tar -xO',
			shows: ['Debian'],
		},
		{
			id: 'share',
			title: 'Bring tools along',
			command: 'docker run --rm --pid=container:beat busybox ps',
			refused: 'This session does not allow --pid.',
			shows: ['/beat'],
		},
		{ id: 'debug', title: 'Build the debug stage', command: 'docker build --target debug -t beat-debug .' },
		{
			id: 'look',
			title: 'Look around in it',
			command: 'docker run --rm beat-debug -c "/busybox ls /"',
			shows: ['beat', 'busybox'],
		},
		{ id: 'stop', title: 'Clean up', command: 'docker rm -f beat' },
	],
});
