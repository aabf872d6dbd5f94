import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'time-zone',
	title: 'No time zones',
	question: 'What does a program on scratch know about local time?',
	bases: ['golang:1.27', 'gcr.io/distroless/static-debian13:nonroot'],
	builds: [
		{ id: 'without', title: 'On scratch', target: 'without' },
		{ id: 'embedded', title: 'On scratch, with the table in the program', target: 'embedded' },
		{ id: 'distroless', title: 'On distroless static', target: 'distroless' },
	],
	measures: [
		{ kind: 'run', id: 'without', build: 'without' },
		{ kind: 'run', id: 'embedded', build: 'embedded' },
		{ kind: 'run', id: 'distroless', build: 'distroless' },
		{ kind: 'image', id: 'image-without', build: 'without' },
		{ kind: 'image', id: 'image-embedded', build: 'embedded' },
	],
	expect: [
		{
			kind: 'output',
			says: 'On scratch the zone is unknown.',
			measure: 'without',
			stream: 'stderr',
			fits: 'unknown time zone Europe/Berlin',
		},
		{
			kind: 'output',
			says: 'With the table inside, it is known.',
			measure: 'embedded',
			stream: 'stdout',
			fits: '12:00:00 \\+0200 CEST',
		},
		{
			kind: 'output',
			says: 'Distroless brings the table along.',
			measure: 'distroless',
			stream: 'stdout',
			fits: '12:00:00 \\+0200 CEST',
		},
	],
	steps: [
		{ id: 'without', title: 'On scratch', command: 'docker build --target without -t zone-without .' },
		{
			id: 'fail',
			title: 'Ask for the time in Berlin',
			command: 'docker run --rm zone-without',
			exitCode: 1,
			shows: ['unknown time zone Europe/Berlin'],
		},
		{
			id: 'embedded',
			title: 'Put the table in',
			command: 'docker build --target embedded -t zone-embedded . && docker run --rm zone-embedded',
			shows: ['CEST'],
		},
	],
});
