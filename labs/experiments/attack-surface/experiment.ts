import { defineExperiment } from '#lab/experiment.ts';

const targets = [
	['golang', 'golang:1.27'],
	['debian', 'debian:trixie'],
	['slim', 'debian:trixie-slim'],
	['distroless', 'distroless static'],
	['scratch', 'scratch'],
] as const;

export const experiment = defineExperiment({
	id: 'attack-surface',
	title: 'What an intruder finds',
	question: 'How many programs, packages and privileged files lie beside the same binary?',
	bases: ['golang:1.27', 'debian:trixie', 'debian:trixie-slim', 'gcr.io/distroless/static-debian13:nonroot'],
	builds: targets.map(([id, title]) => ({ id, title, target: id })),
	measures: targets.map(([id]) => ({ kind: 'image' as const, id, build: id })),
	expect: [
		{
			kind: 'factor',
			says: 'A full base has at least a hundred times the programs.',
			more: 'debian',
			less: 'scratch',
			by: 'executables',
			min: 100,
		},
		{
			kind: 'factor',
			says: 'With a compiler there are more packages than without.',
			more: 'golang',
			less: 'debian',
			by: 'packages',
			min: 1.05,
		},
		{
			kind: 'factor',
			says: 'Distroless has a few packages, slim has dozens.',
			more: 'slim',
			less: 'distroless',
			by: 'packages',
			min: 5,
		},
		{ kind: 'none-of', says: 'Distroless has no shell.', measure: 'distroless', of: 'shells' },
		{ kind: 'none-of', says: 'Distroless has no package manager.', measure: 'distroless', of: 'packageManagers' },
		{
			kind: 'none-of',
			says: 'Debian without a compiler has no compiler: the base alone does not bring one.',
			measure: 'debian',
			of: 'buildTools',
		},
	],
	steps: [
		{ id: 'debian', title: 'On Debian', command: 'docker build --target debian -t surface-debian .' },
		{
			id: 'count',
			title: 'Count the files that run with other rights',
			command: 'docker run --rm --entrypoint find surface-debian / -xdev -perm /6000 -type f',
			shows: ['/usr/bin/su'],
		},
		{ id: 'distroless', title: 'On distroless', command: 'docker build --target distroless -t surface-distroless .' },
		{
			id: 'same',
			title: 'The same question, unanswered',
			command: 'docker run --rm --entrypoint find surface-distroless / -xdev -perm /6000 -type f',
			exitCode: 'failed',
			shows: ['executable file not found'],
		},
	],
});
