import { defineExperiment } from '#lab/experiment.ts';

export const experiment = defineExperiment({
	id: 'deleted-but-there',
	title: 'Deleted, and still there',
	question: 'Does deleting a file in a later instruction make the image smaller?',
	bases: ['busybox:latest'],
	builds: [
		{ id: 'later', title: 'Deleted by the next RUN', dockerfile: 'later.Dockerfile' },
		{ id: 'same', title: 'Deleted by the same RUN', dockerfile: 'same.Dockerfile' },
		{ id: 'stage', title: 'Left behind in a stage', dockerfile: 'stage.Dockerfile' },
	],
	measures: [
		{ kind: 'image', id: 'later', build: 'later' },
		{ kind: 'image', id: 'same', build: 'same' },
		{ kind: 'image', id: 'stage', build: 'stage' },
		{ kind: 'layer-file', id: 'file-later', build: 'later', path: '/archive.bin' },
		{ kind: 'layer-file', id: 'file-same', build: 'same', path: '/archive.bin' },
		{ kind: 'layer-file', id: 'file-stage', build: 'stage', path: '/archive.bin' },
	],
	expect: [
		{ kind: 'factor', says: 'Deleting later saves nothing.', more: 'later', less: 'same', by: 'unpacked', min: 2 },
		{
			kind: 'in-layers',
			says: 'The file is hidden, and a layer still holds it.',
			measure: 'file-later',
			is: true,
			visible: false,
		},
		{
			kind: 'in-layers',
			says: 'Deleted in the same step, it is in no layer.',
			measure: 'file-same',
			is: false,
			visible: false,
		},
		{
			kind: 'in-layers',
			says: 'Left in a stage, it is in no layer.',
			measure: 'file-stage',
			is: false,
			visible: false,
		},
	],
	steps: [
		{ id: 'later', title: 'Delete later', command: 'docker build -f later.Dockerfile -t deleted-later .' },
		{ id: 'same', title: 'Delete in the same step', command: 'docker build -f same.Dockerfile -t deleted-same .' },
		{ id: 'stage', title: 'Leave it in a stage', command: 'docker build -f stage.Dockerfile -t deleted-stage .' },
		{
			id: 'compare',
			title: 'Compare',
			command: "docker images 'deleted-*'",
			shows: ['deleted-later', 'deleted-same', 'deleted-stage'],
		},
		{
			id: 'look',
			title: 'A container does not see the file',
			command: 'docker run --rm deleted-later ls /archive.bin',
			exitCode: 1,
			shows: ['No such file'],
		},
		{
			id: 'history',
			title: 'The layer still has its size',
			command: 'docker history --format "{{.Size}} {{.CreatedBy}}" deleted-later',
			shows: ['0B RUN /bin/sh -c rm', '[1-9][0-9.]*MB RUN /bin/sh -c dd'],
		},
	],
});
