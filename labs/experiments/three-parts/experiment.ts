import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'three-parts',
	title: 'Front end, back end and data in one file',
	question: 'Can one Dockerfile use three toolboxes and ship none of them?',
	bases: ['node:24-slim', 'golang:1.27', 'python:3.13-slim', 'gcr.io/distroless/static-debian13:nonroot'],
	builds: [
		{ id: 'app', title: 'The final stage' },
		{ id: 'front', title: 'The front end alone', target: 'front' },
		{ id: 'back', title: 'The back end alone', target: 'back' },
		{ id: 'data', title: 'The data alone', target: 'data' },
	],
	measures: [
		{ kind: 'image', id: 'app', build: 'app' },
		{ kind: 'image', id: 'front', build: 'front' },
		{ kind: 'image', id: 'back', build: 'back' },
		{ kind: 'image', id: 'data', build: 'data' },
		{ kind: 'run', id: 'list', build: 'app', args: ['list'] },
		{
			kind: 'paths',
			id: 'tools',
			build: 'app',
			paths: ['/usr/local/bin/node', '/usr/local/go/bin/go', '/usr/local/bin/python3', '/site/index.html'],
		},
	],
	expect: [
		{
			kind: 'factor',
			says: 'The image is far smaller than the smallest of its build stages.',
			more: 'data',
			less: 'app',
			by: 'unpacked',
			min: 5,
		},
		{
			kind: 'output',
			says: 'The program reads the data that another stage prepared.',
			measure: 'list',
			stream: 'stdout',
			fits: '"name": "Lagos"',
		},
		{ kind: 'present', says: 'Node is not in the image.', measure: 'tools', path: '/usr/local/bin/node', is: false },
		{ kind: 'present', says: 'Go is not in the image.', measure: 'tools', path: '/usr/local/go/bin/go', is: false },
		{
			kind: 'present',
			says: 'Python is not in the image.',
			measure: 'tools',
			path: '/usr/local/bin/python3',
			is: false,
		},
		{ kind: 'present', says: 'The built page is in the image.', measure: 'tools', path: '/site/index.html', is: true },
	],
	steps: [
		{ id: 'build', title: 'Build the image', command: 'docker build -t cities .' },
		{ id: 'list', title: 'Ask it for its data', command: 'docker run --rm cities list', shows: ['Lagos'] },
		{ id: 'front', title: 'Build the front end alone', command: 'docker build --target front -t cities-front .' },
		{
			id: 'look',
			title: 'Look at its result',
			command: 'docker run --rm cities-front cat dist/index.html',
			shows: ['Built by stage "front": yes'],
		},
	],
});
