/** Reference builds measured on a real engine: every kind of measure, on an experiment of a few files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { defineExperiment, type ExperimentInput } from '#lab/experiment.ts';
import { type Measured, type Measurement, measuredSchema } from '#lab/measured.ts';
import { measureCourse } from '#submission/measure/measure-course.ts';
import { testEngine } from '../helpers/engine.ts';
import { haveBases } from '../helpers/prepared-bases.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const dockerfile = `FROM busybox AS build
WORKDIR /build
RUN --mount=type=secret,id=token wc -c < /run/secrets/token > length
COPY app.sh .
RUN cp app.sh program.sh && echo hidden > forgotten
RUN rm forgotten

FROM busybox
COPY --from=build /build/program.sh /build/length /app/
STOPSIGNAL SIGTERM
ENTRYPOINT ["/bin/sh", "/app/program.sh"]
`;
const files = {
	Dockerfile: dockerfile,
	'app.sh': 'case "$1" in wait) trap "exit 7" TERM; while :; do sleep 0.1; done;; esac\ncat /app/length\ncat\n',
	token: 's3cret-value',
	'.dockerignore': 'token\n',
};
const build = { id: 'all', title: 'Everything', secrets: [{ id: 'token', file: 'token' }] };
const stage = { id: 'stage', title: 'The first stage', target: 'build', secrets: build.secrets };
const of = { build: 'all' };

const experiment: ExperimentInput = {
	id: 'trial',
	title: 'A trial',
	question: 'Does it measure?',
	bases: ['busybox:latest'],
	builds: [build, stage],
	measures: [
		{ kind: 'image', id: 'image', ...of },
		{ kind: 'build', id: 'first', condition: 'first', ...of },
		{ kind: 'build', id: 'again', condition: 'again', ...of },
		{ kind: 'build', id: 'edited', condition: 'after-edit', edit: { file: 'app.sh', append: '# edited\n' }, ...of },
		{ kind: 'run', id: 'run', stdin: 'hello\n', times: 2, ...of },
		{ kind: 'run', id: 'no-program', entrypoint: '/bin/bash', ...of },
		{ kind: 'stop', id: 'stop', graceSeconds: 1, ...of },
		{ kind: 'paths', id: 'paths', paths: ['/bin/sh', '/app/program.sh', '/bin/bash'], ...of },
		{ kind: 'layer-file', id: 'forgotten', path: '/build/forgotten', build: 'stage' },
		{ kind: 'layer-file', id: 'token', path: '/run/secrets/token', build: 'stage' },
		{ kind: 'history-text', id: 'text', text: 's3cret-value', build: 'stage' },
	],
	expect: [{ kind: 'exit-code', says: 'it runs', measure: 'run', is: 0 }],
	steps: [{ id: 'build', title: 'Build', command: 'docker build .' }],
};

let engine: Engine;
let folder: TempFolder;
let measured: Measured;

const find = (id: string): Measurement | undefined => measured.measurements.find((each) => each.id === `trial/${id}`);

beforeAll(async () => {
	engine = await testEngine();
	await haveBases(engine, 'busybox:latest');
	folder = await TempFolder.create();
	for (const [name, text] of Object.entries(files)) {
		const path = folder.join(`labs/trial/files/${name}`);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, text);
	}
	measured = await measureCourse({
		engine,
		dataDir: folder.join('data'),
		checkout: folder.path,
		labs: [],
		experiments: [{ experiment: defineExperiment(experiment), dir: folder.join('labs/trial') }],
		known: { schema: 'stagecraft.measured/1', runs: [], measurements: [] },
		now: new Date('2026-01-02T03:04:05Z'),
		onProgress: () => undefined,
		signal: new AbortController().signal,
	});
});

afterAll(async () => {
	await folder[Symbol.asyncDispose]();
	await engine[Symbol.asyncDispose]();
});

describe('measuring', () => {
	it('gives a record that pages can read, with the run that it comes from', () => {
		expect(measuredSchema.parse(measured)).toEqual(measured);
		expect(measured.measurements).toHaveLength(experiment.measures.length);
		expect(measured.runs).toMatchObject([
			{ measuredAt: '2026-01-02T03:04:05.000Z', bases: [{ reference: 'busybox', origin: expect.any(String) }] },
		]);
		expect(find('image')?.built).toMatchObject({
			folder: 'labs/trial/files',
			dockerfile: 'Dockerfile',
			bases: ['busybox'],
		});
	});

	it('adds up the layers of an image, and tells the base from what was added', () => {
		const image = find('image');
		if (image?.kind !== 'image') throw new Error('no image');
		expect(image.layers.map(({ fromBase }) => fromBase)).toEqual([true, false]);
		expect(image.layers.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(image.unpacked);
		expect(image.layers.at(-1)?.instruction).toContain('COPY');
		expect(image.shells).toEqual(['busybox']);
	});

	it.each([
		['first', [false, false]],
		['again', [true, true]],
		['edited', [true, false]],
	])('times a build: %s', (id, cached) => {
		const times = find(id);
		if (times?.kind !== 'build') throw new Error('no build');
		const step = (text: string) => times.steps.find(({ name }) => name.includes(text))?.cached;
		expect([step('mount=type=secret'), step('RUN cp')]).toEqual(cached);
		expect(times.contextBytes).toBeGreaterThan(0);
	});

	it('runs programs, and says how they end', () => {
		expect(find('run')).toMatchObject({ exitCode: 0, stdout: '12\nhello\n', stderr: '' });
		expect(find('no-program')).toMatchObject({ exitCode: 127, stderr: expect.stringContaining('bash') });
		expect(find('stop')).toMatchObject({ kind: 'stop', exitCode: expect.any(Number) });
	});

	it('looks into the file tree, the layers and the history', () => {
		expect(find('paths')).toMatchObject({ present: { '/bin/sh': true, '/app/program.sh': true, '/bin/bash': false } });
		expect(find('forgotten')).toMatchObject({ layers: 1, visible: false });
		expect(find('token')).toMatchObject({ layers: 0, visible: false });
		expect(find('text')).toMatchObject({ found: false });
	});

	it('leaves no image', async () => {
		const images = await engine.images.list({ [labelNames.role]: 'helper' });
		expect(images.filter(({ tags }) => tags.some((tag) => tag.startsWith('stagecraft/measure/')))).toEqual([]);
	});
});
