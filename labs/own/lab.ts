import { defineLab } from '#lab/schema.ts';

/** Nothing is known of the program, so there is no probe and no marker: the checks look at files, builds and images. */
export const lab = defineLab({
	id: 'own',
	place: 5,
	title: 'Bring your own app',
	summary: 'Two Dockerfiles of your own for one app: build them, measure them, and see which checks they pass.',
	bases: [
		'debian:trixie',
		'debian:trixie-slim',
		'busybox:latest',
		'golang:1.27',
		'node:24',
		'node:24-slim',
		'python:3.13',
		'python:3.13-slim',
		'gcr.io/distroless/static-debian13:latest',
		'gcr.io/distroless/static-debian13:nonroot',
		'gcr.io/distroless/base-debian13:latest',
		'gcr.io/distroless/base-debian13:nonroot',
		'gcr.io/distroless/python3-debian13:latest',
		'gcr.io/distroless/python3-debian13:nonroot',
		'gcr.io/distroless/nodejs24-debian13:latest',
		'gcr.io/distroless/nodejs24-debian13:nonroot',
	],
	finalBases: ['scratch', 'a distroless image', 'a slim image'],
	ships: 'files',
	files: [
		{ path: 'Dockerfile', role: 'dockerfile', required: true },
		{ path: 'before.Dockerfile', role: 'dockerfile', required: true },
		{ path: '.dockerignore', role: 'ignore' },
		{ path: 'solution.md', role: 'document', required: true },
	],
	images: {
		before: { tag: 'image-without-multistage', from: 'submission', dockerfile: 'before.Dockerfile' },
		after: { tag: 'image-with-multistage', from: 'submission' },
	},
	steps: [
		{
			id: 'build-before',
			title: 'Build the image with one stage',
			command: 'docker build -f before.Dockerfile -t image-without-multistage .',
		},
		{
			id: 'build-after',
			title: 'Build the image with several stages',
			command: 'docker build -t image-with-multistage .',
		},
		{ id: 'images', title: 'Compare the sizes', command: "docker images 'image-with*'" },
	],
	par: [
		{ name: 'gold', maxBytes: 30_000_000, note: 'A program and its data on scratch or distroless static' },
		{ name: 'silver', maxBytes: 180_000_000, note: 'A program with the runtime that it needs' },
		{ name: 'bronze', maxBytes: 400_000_000, note: 'A slim distribution with packages of its own' },
	],
	// Apps of people are larger than labs, and take longer to build.
	limits: {
		buildSeconds: 900,
		contextBytes: 200 * 1024 * 1024,
		contextEntries: 20_000,
	},
	checks: [
		{ kind: 'builds', image: 'before', points: 4 },
		{ kind: 'builds', image: 'after', points: 8 },
		{ kind: 'allowed-bases', points: 4 },
		{ kind: 'multi-stage', points: 14 },
		{ kind: 'size-ratio', min: 2, points: 8 },
		{ kind: 'no-dead-weight', maxBytes: 1_000_000, points: 5 },
		{ kind: 'small-context', maxBytes: 20_000_000, maxEntries: 2000, points: 5 },
		{
			kind: 'cache-order',
			// Advice alone: of many Dockerfiles it cannot be told.
			points: 0,
			commands: [
				...['npm ci', 'npm install', 'npm i', 'pnpm install', 'yarn install', 'bun install'],
				...['pip install', 'pip3 install', 'uv sync', 'uv pip', 'poetry install', 'pipenv install', 'pipenv sync'],
				...['go mod download', 'bundle install', 'cargo fetch', 'composer install', 'mvn dependency:go-offline'],
				...['dotnet restore', 'mix deps.get', 'apt-get install', 'apt install', 'apk add', 'dnf install'],
			],
		},
		{ kind: 'no-shell', points: 4 },
		{ kind: 'no-package-manager', points: 6 },
		{ kind: 'no-build-tools', points: 10 },
		{ kind: 'non-root', points: 10 },
		{ kind: 'no-secrets', points: 10 },
		{
			kind: 'solution-doc',
			points: 6,
			minWords: 80,
			parts: [
				{ title: 'what filled the first image', anyOf: ['compiler', 'development', 'tools', 'package', 'base'] },
				{ title: 'what the stages do', anyOf: ['stage'] },
				{ title: 'security', anyOf: ['secur', 'safe', 'attack', 'shell', 'root'] },
				{ title: 'rebuilding', anyOf: ['cache', 'rebuil', 'faster'] },
			],
		},
		{ kind: 'true-sizes', points: 6 },
	],
});
