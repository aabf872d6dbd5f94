import { defineExperiment } from '#lab/experiment.ts';

const targets = [
	['glibc-on-glibc', 'Compiled for glibc, on Debian'],
	['glibc-on-musl', 'Compiled for glibc, on musl'],
	['musl-on-musl', 'Compiled for musl, on musl'],
	['musl-on-glibc', 'Compiled for musl, on Debian'],
	['static-on-nothing', 'Static, on scratch'],
] as const;

export const experiment = defineExperiment({
	id: 'musl',
	title: 'musl against glibc',
	question: 'Does a program that was compiled on Debian run on Alpine’s C library?',
	bases: ['debian:trixie', 'gcr.io/distroless/base-debian13:nonroot'],
	needsNetwork: true,
	builds: targets.map(([id, title]) => ({ id, title, target: id })),
	measures: targets.map(([id]) => ({ kind: 'run' as const, id, build: id })),
	expect: [
		{ kind: 'exit-code', says: 'On its own C library it runs.', measure: 'glibc-on-glibc', is: 0 },
		{
			kind: 'exit-code',
			says: 'On musl it does not start: its loader is not there.',
			measure: 'glibc-on-musl',
			is: 'failed',
		},
		{ kind: 'exit-code', says: 'Compiled for musl it runs there.', measure: 'musl-on-musl', is: 0 },
		{ kind: 'exit-code', says: 'And then not on Debian.', measure: 'musl-on-glibc', is: 'failed' },
		{ kind: 'exit-code', says: 'A static program does not care.', measure: 'static-on-nothing', is: 0 },
	],
	steps: [
		{
			id: 'build',
			title: 'Compile for glibc, run on musl',
			command: 'docker build --target glibc-on-musl -t libc-wrong .',
		},
		{
			id: 'fail',
			title: 'Start it',
			command: 'docker run --rm libc-wrong',
			exitCode: 'failed',
			shows: ['no such file or directory'],
		},
		{
			id: 'static',
			title: 'Link it statically',
			command: 'docker build --target static-on-nothing -t libc-static . && docker run --rm libc-static',
			shows: ['compiled for another C library'],
		},
	],
});
