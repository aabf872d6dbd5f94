import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawZip } from '../../../tests/helpers/raw-zip.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { findSources } from './find-sources.ts';

let folder: TempFolder;
beforeEach(async () => {
	folder = await TempFolder.create();
	await mkdir(folder.join('work'));
});
afterEach(() => folder[Symbol.asyncDispose]());

async function names(paths: readonly string[], each: boolean) {
	const request = { paths: paths.map((path) => folder.join(path)), each, work: folder.join('work') };
	const { sources, ignored } = await findSources(request);
	return {
		names: sources.map(({ name, problem }) => (problem === undefined ? name : `${name}: ${problem.code}`)),
		ignored,
	};
}

describe('findSources', () => {
	it('takes each path for one submission', async () => {
		await folder.write({
			'a/work/Dockerfile': '',
			'b/work/Dockerfile': '',
			'cy.zip': rawZip([{ name: 'Dockerfile' }]),
		});
		expect((await names(['a/work', 'b/work', 'cy.zip'], false)).names).toEqual(['work', 'work #2', 'cy']);
	});

	it('looks into a class archive of Moodle, whose bad entries are one learner’s alone', async () => {
		const zip = rawZip([
			{ name: 'Ada Lovelace_1_assignsubmission_file/Dockerfile', data: 'FROM scratch\n' },
			{ name: 'Bob_2_assignsubmission_file/Dockerfile', data: 'FROM scratch\n' },
			{ name: 'Bob_2_assignsubmission_file/dockerfile', data: 'FROM scratch\n' },
			{ name: 'Cy_3_assignsubmission_file/link', data: '/etc/passwd', mode: 0o120777 },
		]);
		await folder.write({ 'class.zip': zip });
		expect((await names(['class.zip'], true)).names).toEqual([
			'Ada Lovelace',
			'Bob: archive-case-collision',
			'Cy: archive-link',
		]);
	});

	it('looks through the folder that somebody packed around all of them', async () => {
		const zip = rawZip([
			{ name: 'lab3/ada/Dockerfile' },
			{ name: 'lab3/bob/a\\b' },
			{ name: 'lab3/bob/Dockerfile' },
			{ name: 'lab3/cy.zip', data: rawZip([{ name: 'Dockerfile' }]) },
		]);
		await folder.write({ 'lab3.zip': zip });
		expect((await names(['lab3.zip'], true)).names).toEqual(['ada', 'bob: archive-backslash', 'cy']);
	});

	it('does not take the one submission of a class for a folder of submissions', async () => {
		await folder.write({ 'class.zip': rawZip([{ name: 'ada/Dockerfile' }, { name: 'ada/src/main.go' }]) });
		expect((await names(['class.zip'], true)).names).toEqual(['ada']);
	});

	it('does not look into a class archive that reaches outside', async () => {
		await folder.write({ 'class.zip': rawZip([{ name: '../x' }]), 'broken.zip': 'PK\u0003\u0004' });
		await expect(names(['class.zip'], true)).rejects.toMatchObject({ code: 'submission-invalid' });
		await expect(names(['broken.zip'], true)).rejects.toMatchObject({ code: 'submission-invalid' });
	});

	it.each([
		['nowhere', false, 'submission-not-found'],
		['notes.txt', false, 'submission-invalid'],
		['empty', true, 'submission-invalid'],
	])('says what is wrong with %s', async (path, each, code) => {
		await folder.write({ 'notes.txt': 'hello', 'empty/readme.txt': '' });
		await expect(names([path], each)).rejects.toMatchObject({ code });
	});
});
