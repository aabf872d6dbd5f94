import { defineLab } from '#lab/schema.ts';
import { drawQuestions } from './probe.ts';

export const lab = defineLab({
	id: 'flask',
	place: 2,
	title: 'Flask: packages without the tools that install them',
	summary: 'Install a Python service in one stage, then in several, and ship it on an image without compilers.',
	bases: [
		'python:3.13',
		'python:3.13-slim',
		'gcr.io/distroless/python3-debian13:latest',
		'gcr.io/distroless/python3-debian13:nonroot',
	],
	finalBases: ['python:3.13-slim', 'gcr.io/distroless/python3-debian13:nonroot'],
	ships: 'files',
	files: [
		{ path: 'Dockerfile', role: 'dockerfile', required: true },
		{ path: 'before.Dockerfile', role: 'dockerfile', editable: false },
		{ path: '.dockerignore', role: 'ignore' },
		{ path: 'app.py', role: 'source', required: true },
		{ path: 'test_app.py', role: 'test' },
		{ path: 'requirements.txt', role: 'source', required: true },
		{ path: 'solution.md', role: 'document', required: true },
	],
	images: {
		before: { tag: 'my-app-before', from: 'starter', dockerfile: 'before.Dockerfile' },
		after: { tag: 'my-app-after', from: 'submission' },
	},
	steps: [
		{
			id: 'build-before',
			title: 'Build the image with one stage',
			command: 'docker build -f before.Dockerfile -t my-app-before .',
		},
		{ id: 'images-before', title: 'Look at its size', command: 'docker images' },
		{
			id: 'look-inside',
			title: 'Look inside: a C compiler is there',
			command: 'docker run --rm my-app-before gcc --version',
		},
		{ id: 'build-after', title: 'Build the image with several stages', command: 'docker build -t my-app-after .' },
		{ id: 'images', title: 'Compare the sizes', command: "docker images 'my-app-*'" },
		{
			id: 'run-after',
			title: 'Start the service',
			command: 'docker run -d --rm --name my-app -p 5000:5000 my-app-after',
		},
		{
			id: 'ask-after',
			title: 'Ask it',
			command:
				'docker exec my-app python -c "from urllib.request import urlopen; print(urlopen(\'http://127.0.0.1:5000/api/square/12\').read().decode())"',
		},
		{ id: 'logs-after', title: 'Read its log', command: 'docker logs my-app' },
		{ id: 'stop-after', title: 'Stop it', command: 'docker stop my-app' },
		{ id: 'test', title: 'Run its tests in a stage of their own', command: 'docker build --target test .' },
	],
	probe: { kind: 'http', port: 5000, draw: drawQuestions },
	marker: { file: 'app.py', value: 'square-service-2026-11', path: '/' },
	par: [
		{ name: 'gold', maxBytes: 65_000_000, note: 'The packages on distroless Python' },
		{ name: 'silver', maxBytes: 137_000_000, note: 'A virtual environment on the slim image' },
		{ name: 'bronze', maxBytes: 150_000_000, note: 'The slim image with something left behind' },
	],
	checks: [
		{ kind: 'builds', image: 'after', points: 8 },
		{ kind: 'allowed-bases', points: 3 },
		{ kind: 'behaves', points: 14 },
		{ kind: 'from-source', points: 6 },
		{ kind: 'stops-cleanly', stopSeconds: 5, points: 4 },
		{ kind: 'multi-stage', points: 15 },
		{ kind: 'size-budget', maxBytes: 150_000_000, points: 10 },
		{ kind: 'size-ratio', min: 6, points: 5 },
		{ kind: 'no-dead-weight', maxBytes: 1_000_000, points: 3 },
		{ kind: 'small-context', maxBytes: 65_536, maxEntries: 5, points: 3 },
		{ kind: 'cache-order', commands: ['pip install', 'pip3 install', 'uv sync', 'poetry install'], points: 5 },
		{ kind: 'no-build-tools', points: 6 },
		{ kind: 'non-root', points: 6 },
		{ kind: 'no-secrets', points: 4 },
		{
			kind: 'solution-doc',
			points: 4,
			minWords: 80,
			parts: [
				{ title: 'what filled the first image', anyOf: ['compiler', 'headers', 'tools', 'base', 'debian'] },
				{ title: 'what the stages do', anyOf: ['stage'] },
				{ title: 'security', anyOf: ['secur', 'safe', 'attack', 'shell', 'root'] },
				{ title: 'rebuilding', anyOf: ['cache', 'rebuil', 'faster'] },
			],
		},
		{ kind: 'true-sizes', points: 4 },
	],
});
