import { defineLab } from '#lab/schema.ts';
import { drawCases } from './probe.ts';

export const lab = defineLab({
	id: 'go',
	place: 1,
	title: 'Go: from a whole distribution to one file',
	summary: 'Build a calculator in one stage, then in several, and ship nothing but its binary.',
	bases: [
		'debian:trixie',
		'golang:1.27',
		'debian:trixie-slim',
		'gcr.io/distroless/static-debian13:latest',
		'gcr.io/distroless/static-debian13:nonroot',
	],
	files: [
		{ path: 'Dockerfile', role: 'dockerfile', required: true },
		{ path: 'before.Dockerfile', role: 'dockerfile', editable: false },
		{ path: '.dockerignore', role: 'ignore' },
		{ path: 'calculator.go', role: 'source', required: true },
		{ path: 'calculator_test.go', role: 'test' },
		{ path: 'go.mod', role: 'source', required: true },
		{ path: 'solution.md', role: 'document', required: true },
	],
	images: {
		before: { tag: 'image-without-multistage', from: 'starter', dockerfile: 'before.Dockerfile' },
		after: { tag: 'image-with-multistage', from: 'submission' },
	},
	warm: { dockerfile: 'warm.Dockerfile', mounts: ['/root/.cache/go-build'] },
	steps: [
		{
			id: 'build-before',
			title: 'Build the image with one stage',
			command: 'docker build -f before.Dockerfile -t image-without-multistage .',
		},
		{ id: 'run-before', title: 'Try it', command: "echo '2 + 3' | docker run --rm -i image-without-multistage" },
		{
			id: 'look-inside',
			title: 'Look inside: the compiler is still there',
			command: 'docker run --rm -it --entrypoint bash image-without-multistage',
		},
		{
			id: 'build-after',
			title: 'Build the image with several stages',
			command: 'docker build -t image-with-multistage .',
		},
		{ id: 'run-after', title: 'Try it', command: "echo '2 + 3' | docker run --rm -i image-with-multistage" },
		{ id: 'compare', title: 'Compare the sizes', command: "docker images 'image-with*'" },
	],
	probe: { kind: 'stdio', draw: drawCases },
	marker: { file: 'calculator.go', value: 'calculator-2026-11', args: [], stdin: 'version\n' },
	par: [
		{ name: 'record', maxBytes: 1_200_000, note: 'A binary that was packed or written to be tiny' },
		{ name: 'gold', maxBytes: 2_000_000, note: 'A stripped static binary on scratch' },
		{ name: 'silver', maxBytes: 3_200_000, note: 'A static binary with its debug data on scratch' },
		{ name: 'bronze', maxBytes: 6_000_000, note: 'A static binary on distroless' },
	],
	checks: [
		{ kind: 'builds', image: 'after', points: 8 },
		{ kind: 'allowed-bases', points: 2 },
		{ kind: 'behaves', points: 11 },
		{ kind: 'from-source', points: 6 },
		{ kind: 'stops-cleanly', points: 2 },
		{ kind: 'multi-stage', carries: 'entry-point', points: 13 },
		{ kind: 'size-budget', maxBytes: 6_000_000, points: 9 },
		{ kind: 'size-ratio', min: 100, points: 5 },
		{ kind: 'no-dead-weight', points: 3, maxBytes: 1_000_000 },
		{ kind: 'small-context', maxBytes: 65_536, maxEntries: 5, points: 3 },
		{
			kind: 'cache-order',
			// The program has no dependencies, so most have nothing to install; a compiler from a package is installed, too.
			ifAny: true,
			commands: ['go mod download', 'apt-get install', 'apt install', 'apk add', 'go install'],
			points: 3,
		},
		{ kind: 'no-shell', points: 5 },
		{ kind: 'no-package-manager', points: 4 },
		{ kind: 'no-build-tools', points: 5 },
		{ kind: 'non-root', points: 5 },
		{ kind: 'no-secrets', points: 4 },
		{
			kind: 'solution-doc',
			points: 6,
			minWords: 80,
			parts: [
				{ title: 'what filled the first image', anyOf: ['compiler', 'toolchain', 'golang', 'package', 'debian'] },
				{ title: 'what the stages do', anyOf: ['stage'] },
				{ title: 'security', anyOf: ['secur', 'safe', 'attack', 'shell', 'root'] },
				{ title: 'rebuilding', anyOf: ['cache', 'rebuil', 'faster'] },
			],
		},
		{ kind: 'true-sizes', points: 6 },
	],
});
