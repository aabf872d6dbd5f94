import { defineExperiment } from '#lab/experiment.ts';

const targets = [
	['everything', 'All modules copied'],
	['again', 'npm ci --omit=dev in the final stage'],
	['pruned', 'Modules pruned, then copied'],
	['distroless', 'Modules pruned, on distroless'],
] as const;

export const experiment = defineExperiment({
	id: 'node-install',
	title: 'Leaving out what only the build needs',
	question: 'How do the modules get into the final image without the compiler?',
	bases: ['node:24', 'node:24-slim', 'gcr.io/distroless/nodejs24-debian13:nonroot'],
	needsNetwork: true,
	builds: targets.map(([id, title]) => ({ id, title, target: id })),
	measures: [
		...targets.map(([id]) => ({ kind: 'image' as const, id, build: id })),
		...targets.map(([id]) => ({ kind: 'run' as const, id: `run-${id}`, build: id })),
		{
			kind: 'paths',
			id: 'compiler-in-everything',
			build: 'everything',
			paths: ['/app/node_modules/typescript/bin/tsc'],
		},
		{ kind: 'paths', id: 'compiler-in-pruned', build: 'pruned', paths: ['/app/node_modules/typescript/bin/tsc'] },
		{ kind: 'build', id: 'steps-again', build: 'again', condition: 'first' },
		{ kind: 'build', id: 'steps-pruned', build: 'pruned', condition: 'first' },
	],
	expect: [
		{
			kind: 'factor',
			says: 'Without the dev dependencies the image is smaller.',
			more: 'everything',
			less: 'pruned',
			by: 'unpacked',
			min: 1.05,
		},
		{
			kind: 'factor',
			says: 'Installing again leaves at least as much behind as copying what was pruned.',
			more: 'again',
			less: 'pruned',
			by: 'unpacked',
			min: 1,
		},
		{
			kind: 'present',
			says: 'The compiler came along with everything.',
			measure: 'compiler-in-everything',
			path: '/app/node_modules/typescript/bin/tsc',
			is: true,
		},
		{
			kind: 'present',
			says: 'It is gone after pruning.',
			measure: 'compiler-in-pruned',
			path: '/app/node_modules/typescript/bin/tsc',
			is: false,
		},
		...targets.map(([id]) => ({
			kind: 'output' as const,
			says: 'All of them print the same.',
			measure: `run-${id}`,
			stream: 'stdout' as const,
			fits: '^fish &amp; chips\\n$',
		})),
	],
	steps: [
		{
			id: 'everything',
			title: 'Copy all modules',
			command: 'docker build --target everything -t modules-everything .',
		},
		{ id: 'again', title: 'Install again', command: 'docker build --target again -t modules-again .' },
		{ id: 'pruned', title: 'Prune and copy', command: 'docker build --target pruned -t modules-pruned .' },
		{
			id: 'distroless',
			title: 'Prune and copy to distroless',
			command: 'docker build --target distroless -t modules-distroless .',
		},
		{
			id: 'compare',
			title: 'Compare',
			command: "docker images 'modules-*'",
			shows: ['modules-everything', 'modules-again', 'modules-pruned', 'modules-distroless'],
		},
		{ id: 'run', title: 'They work', command: 'docker run --rm modules-pruned', shows: ['fish &amp; chips'] },
	],
});
