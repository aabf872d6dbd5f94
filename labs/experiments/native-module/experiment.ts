import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'native-module',
	title: 'A Node module with native code',
	question: 'Is it enough to copy node_modules?',
	bases: ['node:24', 'node:24-slim'],
	builds: [
		{ id: 'without', title: 'The module alone', target: 'without' },
		{ id: 'with', title: 'With the library that it needs', target: 'with' },
	],
	measures: [
		{ kind: 'run', id: 'without', build: 'without' },
		{ kind: 'run', id: 'with', build: 'with' },
	],
	expect: [
		{
			kind: 'output',
			says: 'The module does not load: its library stayed in the build stage.',
			measure: 'without',
			stream: 'stderr',
			fits: 'libyaml-0\\.so\\.2: cannot open shared object file',
		},
		{ kind: 'output', says: 'With the library it loads.', measure: 'with', stream: 'stdout', fits: '^libyaml 0\\.' },
	],
	steps: [
		{ id: 'without', title: 'Copy the module alone', command: 'docker build --target without -t native-without .' },
		{
			id: 'find',
			title: 'Look for compiled modules',
			command: "docker run --rm native-without find . -name '*.node'",
			shows: ['^\\./yaml-version\\.node$'],
		},
		{
			id: 'fail',
			title: 'Start it',
			command: 'docker run --rm native-without',
			exitCode: 1,
			shows: ['libyaml-0\\.so\\.2: cannot open shared object file'],
		},
		{
			id: 'libraries',
			title: 'Ask what it needs',
			command: 'docker run --rm native-without ldd yaml-version.node',
			shows: ['libyaml-0\\.so\\.2 => not found'],
		},
		{
			id: 'with',
			title: 'Copy the library too',
			command: 'docker build --target with -t native-with . && docker run --rm native-with',
			shows: ['libyaml 0\\.'],
		},
	],
});
