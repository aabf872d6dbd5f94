import { readdir, readFile, stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawTarGz } from '../../../tests/helpers/raw-tar.ts';
import { rawZip } from '../../../tests/helpers/raw-zip.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { classLimits } from './limits.ts';
import { listSources } from './list-sources.ts';
import { openSubmission } from './open-submission.ts';
import { IntakeRefused } from './problems.ts';

const limits = { ...classLimits(), archiveBytes: 1e6, totalBytes: 1e6 };
const dockerfile = { name: 'Dockerfile', data: 'FROM scratch\n' };

let folder: TempFolder;
beforeEach(async () => {
	folder = await TempFolder.create();
});
afterEach(() => folder[Symbol.asyncDispose]());

/** What each learner's files come to: names in the folder that is graded, with notes, or the refusal's code. */
async function opened(files: Readonly<Record<string, string | Uint8Array>>): Promise<Record<string, unknown>> {
	await folder.write(Object.fromEntries(Object.entries(files).map(([path, data]) => [`in/${path}`, data])));
	const { sources, ignored } = await listSources(folder.join('in'));
	const result: Record<string, unknown> = ignored.length > 0 ? { ignored } : {};
	for (const [index, source] of sources.entries()) {
		await folder.write({ [`work-${index}/.keep`]: '' });
		result[source.name] = await outcome(openSubmission({ source, work: folder.join(`work-${index}`), limits }));
	}
	return result;
}

async function outcome(opening: ReturnType<typeof openSubmission>): Promise<string> {
	try {
		const { path, notes } = await opening;
		return [(await readdir(path)).filter((name) => name !== '.keep').join(' '), ...notes].join(' | ');
	} catch (error) {
		if (error instanceof IntakeRefused) return error.problem.code;
		throw error;
	}
}

describe('submissions in a folder', () => {
	it('are folders and archives; other files are told apart', async () => {
		expect(
			await opened({
				'ada/Dockerfile': 'FROM scratch\n',
				'bob.zip': rawZip([dockerfile]),
				'cy.tar.gz': await rawTarGz([dockerfile]),
				'dan.zip': 'no zip at all',
				'grades.csv': 'ada,1',
				'.DS_Store': '',
			}),
		).toEqual({
			ada: 'Dockerfile',
			bob: 'Dockerfile',
			cy: 'Dockerfile',
			dan: 'archive-unknown',
			ignored: ['grades.csv'],
		});
	});

	it('of Moodle are named by the learner, whatever they hold', async () => {
		expect(
			await opened({
				'Ada Lovelace_1_assignsubmission_file_/Dockerfile': 'FROM scratch\n',
				'Ada Lovelace_2_assignsubmission_file_/work.zip': rawZip([{ ...dockerfile, name: 'work/Dockerfile' }]),
				'Bob_3_assignsubmission_file_/lab/inner/Dockerfile': 'FROM scratch\n',
				'Cy_4_assignsubmission_onlinetext_/onlinetext.html': '<p>here you are</p>',
				'Dan_5_assignsubmission_file_report.pdf': '%PDF',
			}),
		).toEqual({
			'Ada Lovelace (1)': 'Dockerfile',
			'Ada Lovelace (2)': 'Dockerfile | Graded from the folder work.',
			Bob: 'Dockerfile | Graded from the folder lab/inner.',
			Cy: 'submission-empty',
			Dan: 'report.pdf',
		});
	});

	it('of Canvas are put together from the files of one learner', async () => {
		expect(
			await opened({
				'lovelaceada_11_101_work-1.zip': rawZip([{ ...dockerfile, name: 'work/Dockerfile' }]),
				'lovelaceada_11_102_solution.md': '# Sizes\n',
				bytebob_LATE_12_103_Dockerfile: 'FROM scratch\n',
				'bytebob_LATE_12_104_main.go': 'package main\n',
				'codecy_13_105_a.zip': rawZip([dockerfile]),
				'codecy_13_106_b.zip': rawZip([dockerfile]),
			}),
		).toEqual({
			bytebob: 'Dockerfile main.go | The learning platform marked it as late.',
			codecy: 'several-archives',
			lovelaceada: 'Dockerfile solution.md | Graded from the folder work.',
		});
	});

	it('keep their own scheme of numbers where no platform made it', async () => {
		const zip = rawZip([dockerfile]);
		expect(Object.keys(await opened({ 'lab_3_101_ada.zip': zip, 'bob.zip': zip }))).toEqual(['bob', 'lab_3_101_ada']);
	});

	it('may be an archive in an archive, but not without end', async () => {
		const one = rawZip([dockerfile]);
		const two = rawZip([{ name: 'one.zip', data: one, stored: true }, { name: '__MACOSX/._one.zip' }]);
		const three = rawZip([{ name: 'two.zip', data: two, stored: true }]);
		const four = rawZip([{ name: 'three.zip', data: three, stored: true }]);
		expect(await opened({ 'two.zip': two, 'three.zip': three, 'four.zip': four })).toEqual({
			two: 'Dockerfile',
			three: 'Dockerfile',
			four: 'archive-nested',
		});
	});

	it('keep an archive that lies beside a Dockerfile', async () => {
		expect(await opened({ 'ada/Dockerfile': 'FROM scratch\n', 'ada/vendor.zip': rawZip([dockerfile]) })).toEqual({
			ada: 'Dockerfile vendor.zip',
		});
	});

	it('keep modes and times of an archive', async () => {
		await opened({ 'ada.zip': rawZip([{ name: 'run.sh', data: 'exit 0\n', mode: 0o100755 }]) });
		const work = folder.join('work-0/level-0/run.sh');
		expect((await stat(work)).mode & 0o777).toBe(0o755);
		expect(await readFile(work, 'utf8')).toBe('exit 0\n');
	});
});
