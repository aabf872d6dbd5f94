import { defineExperiment } from '#lab/experiment.ts';

const names = [
	['debian', 'debian:trixie'],
	['debian-slim', 'debian:trixie-slim'],
	['busybox', 'busybox:latest'],
	['golang', 'golang:1.27'],
	['python', 'python:3.13'],
	['python-slim', 'python:3.13-slim'],
	['python-distroless', 'gcr.io/distroless/python3-debian13:nonroot'],
	['node', 'node:24'],
	['node-slim', 'node:24-slim'],
	['node-distroless', 'gcr.io/distroless/nodejs24-debian13:nonroot'],
	['static', 'gcr.io/distroless/static-debian13:nonroot'],
	['base', 'gcr.io/distroless/base-debian13:nonroot'],
] as const;

const shell = '/bin/sh';
const apt = '/usr/bin/apt-get';
const certificates = '/etc/ssl/certs/ca-certificates.crt';
const zones = '/usr/share/zoneinfo/Europe/Berlin';
const users = '/etc/passwd';
const paths = [shell, apt, certificates, zones, users];

const compared = ['debian', 'debian-slim', 'busybox', 'base', 'static', 'scratch'] as const;
/** Paths that are there, of the bases whose contents the lesson compares. */
const holds: Readonly<Record<(typeof compared)[number], readonly string[]>> = {
	debian: [shell, apt, zones, users],
	'debian-slim': [shell, apt, users],
	busybox: [shell, users],
	base: [certificates, zones, users],
	static: [certificates, zones, users],
	scratch: [],
};

export const experiment = defineExperiment({
	id: 'bases',
	title: 'What is in a base',
	question: 'What do you take over with each FROM?',
	bases: names.map(([, reference]) => reference),
	builds: [
		...names.map(([id, title]) => ({ id, title, target: id })),
		{ id: 'scratch', title: 'scratch', target: 'scratch' },
		{ id: 'whose', title: 'Which distribution distroless is made of', target: 'whose' },
	],
	measures: [
		...names.map(([id]) => ({ kind: 'image' as const, id, build: id })),
		...compared.map((id) => ({ kind: 'paths' as const, id: `in-${id}`, build: id, paths })),
		{ kind: 'run', id: 'whose', build: 'whose' },
	],
	expect: [
		{
			kind: 'output',
			says: 'Distroless is made of Debian packages.',
			measure: 'whose',
			stream: 'stdout',
			fits: 'Debian',
		},
		{ kind: 'none-of', says: 'Distroless has no shell.', measure: 'base', of: 'shells' },
		{ kind: 'none-of', says: 'Distroless has no package manager.', measure: 'base', of: 'packageManagers' },
		{
			kind: 'factor',
			says: 'Slim is several times smaller than full.',
			more: 'python',
			less: 'python-slim',
			by: 'unpacked',
			min: 5,
		},
		{
			kind: 'factor',
			says: 'Distroless is smaller than slim.',
			more: 'python-slim',
			less: 'python-distroless',
			by: 'unpacked',
			min: 1.5,
		},
		...compared.flatMap((id) =>
			paths.map((path) => ({
				kind: 'present' as const,
				says: `${id} ${holds[id].includes(path) ? 'has' : 'lacks'} ${path}.`,
				measure: `in-${id}`,
				path,
				is: holds[id].includes(path),
			})),
		),
	],
	steps: [
		{
			id: 'whose',
			title: 'Ask distroless where it comes from',
			command: 'docker build --target whose -t bases-whose . && docker run --rm bases-whose',
			shows: ['Debian GNU/Linux 13'],
		},
		{
			id: 'no-shell',
			title: 'Ask it for a shell',
			command: 'docker run --rm gcr.io/distroless/base-debian13:nonroot sh',
			exitCode: 'failed',
			shows: ['executable file not found'],
		},
	],
});
