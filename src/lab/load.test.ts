import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { labProblems } from './consistency.ts';
import { loadLab, loadLabs } from './load.ts';
import { wrongAnswers } from './wrong-answers.ts';

const schema = new URL('./schema.ts', import.meta.url).href;

const labText = (fields = '') => `import { defineLab } from '${schema}';
export const lab = defineLab({
	id: 'demo', title: 'Demo', summary: '', bases: ['golang:1.27'],
	files: [{ path: 'Dockerfile', role: 'dockerfile' }, { path: 'main.go', role: 'source' }],
	images: { before: { tag: 'before', from: 'starter' }, after: { tag: 'after', from: 'submission' } },
	steps: [{ id: 'build', title: 'Build', command: 'docker build .' }],
	probe: { kind: 'stdio', draw: () => [] },
	marker: { file: 'main.go', value: 'marker-1', args: [] },
	par: [{ name: 'gold', maxBytes: 1, note: '' }],
	checks: [{ kind: 'builds', image: 'after', points: 10 }],
	${fields}
});
`;

let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'stagecraft-lab-'));
});

afterEach(async () => {
	await rm(root, { recursive: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), text);
	}
}

const good = {
	'demo/lab.ts': labText(),
	'demo/starter/Dockerfile': 'FROM golang:1.27\n',
	'demo/starter/main.go': 'const marker = "marker-1"\n',
	'demo/solution/Dockerfile': 'FROM scratch\n',
	'demo/solution/main.go': 'const marker = "marker-1"\n',
	'demo/wrong/one/Dockerfile': 'FROM golang\n',
	'demo/wrong/one/expect.json': '{"about":"No version.","fails":[{"check":"after-builds","hint":"golang:1.27"}]}',
};

/** Message and hint of the UserError that a promise ends with. */
async function problemOf(promise: Promise<unknown>): Promise<string> {
	const error: unknown = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof UserError)) throw new Error('no UserError', { cause: error });
	return `${error.code}: ${error.message} > ${error.hint}`.replaceAll(root, '');
}

describe('loadLab', () => {
	it('gives the lab with its folder', async () => {
		await write(good);
		const loaded = await loadLab(join(root, 'demo'));
		expect(loaded).toMatchObject({ dir: join(root, 'demo'), lab: { id: 'demo' } });
	});

	it.each<[string, Record<string, string>]>([
		['no lab', {}],
		['a field that does not fit', { 'demo/lab.ts': labText("par: [{ name: 'gold', maxBytes: -1, note: '' }],") }],
		['another id than the folder', { 'demo/lab.ts': labText("id: 'other',") }],
		['no export', { 'demo/lab.ts': 'export const other = 1;\n' }],
		['a fault of its own', { 'demo/lab.ts': "throw new Error('oh no');\n" }],
	])('tells what is wrong: %s', async (_name, files) => {
		await write(files);
		expect(await problemOf(loadLab(join(root, 'demo')))).toMatchSnapshot();
	});
});

describe('loadLabs', () => {
	it('takes every folder with a lab.ts, in the order of the course and then of their names', async () => {
		const zeta = { 'zeta/lab.ts': labText("id: 'zeta', place: 1,") };
		await write({
			...good,
			...zeta,
			'bases/catalogue.ts': '',
			'alpha/lab.ts': labText("id: 'alpha',"),
			'README.md': '',
		});
		expect((await loadLabs(root)).map(({ lab }) => lab.id)).toEqual(['zeta', 'alpha', 'demo']);
	});

	it('gives none for a folder that is not there', async () => {
		expect(await loadLabs(join(root, 'nowhere'))).toEqual([]);
	});
});

describe('wrongAnswers', () => {
	it('reads the answers without their expect.json', async () => {
		await write(good);
		const [answer, ...others] = await wrongAnswers(await loadLab(join(root, 'demo')));
		expect(others).toEqual([]);
		expect(answer).toMatchObject({ name: 'one', about: 'No version.', fails: [{ check: 'after-builds' }] });
		expect(answer?.files.map(({ path }) => path)).toEqual(['Dockerfile']);
	});

	it.each([
		['missing', {}],
		['no JSON', { 'demo/wrong/two/expect.json': '{' }],
		['without a check', { 'demo/wrong/two/expect.json': '{"about":"x","fails":[]}' }],
	])('tells about an expect.json that is %s', async (_name, files) => {
		await write({ ...good, 'demo/wrong/two/Dockerfile': 'FROM x\n', ...files });
		const loaded = await loadLab(join(root, 'demo'));
		expect(await problemOf(wrongAnswers(loaded))).toMatchSnapshot();
	});
});

describe('labProblems', () => {
	it('finds none in a lab that is in order', async () => {
		await write(good);
		expect(await labProblems(await loadLab(join(root, 'demo')))).toEqual([]);
	});

	it('names each thing that does not fit', async () => {
		await write({
			...good,
			'demo/starter/main.go': 'const marker = "other"\n',
			'demo/starter/notes.txt': '',
			'demo/starter/Dockerfile': '# syntax=docker/dockerfile:1\nFROM golang:1.27\n',
			'demo/wrong/one/main.go': good['demo/solution/main.go'],
			'demo/wrong/one/expect.json': '{"about":"x","fails":[{"check":"no-shell","hint":""}]}',
			'demo/wrong/two/expect.json': '{"about":"x","fails":[{"check":"after-builds","hint":""}]}',
		});
		await rm(join(root, 'demo/solution/Dockerfile'));
		expect(await labProblems(await loadLab(join(root, 'demo')))).toMatchInlineSnapshot(`
			[
			  "starter/notes.txt is there and not listed.",
			  "starter/main.go does not hold the marker marker-1.",
			  "starter/Dockerfile has a # syntax= line, which needs a registry.",
			  "solution/Dockerfile is listed and not there.",
			  "solution/Dockerfile is the Dockerfile of before and not there.",
			  "solution/Dockerfile is the Dockerfile of after and not there.",
			  "wrong/one/main.go is the same as in the solution.",
			  "wrong/two has no file that differs from the solution.",
			  "wrong/one/expect.json names no-shell, which is no check of the lab.",
			]
		`);
	});
});
