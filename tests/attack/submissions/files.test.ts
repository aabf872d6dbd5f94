/** Threat: files that make the grader read what it must not, or more than it can. */
import { linkSync } from 'node:fs';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '#protocol/report.ts';
import { checkOf, GradingBench } from '../../helpers/grading.ts';

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const mebibyte = 1024 * 1024;

async function gradeFolder(path: string): Promise<Report> {
	return bench.grader.grade({ lab: await bench.lab(), path, name: 'attack' });
}

/** What the learner reads when nothing could be built. */
function refusal(report: Report): string {
	expect(report.status).toBe('graded');
	expect(report.score).toBe(0);
	expect(report.images).toEqual([]);
	const { status, actual, hint } = checkOf(report, 'after-builds');
	expect(status).toBe('fail');
	return `${actual} ${hint}`;
}

describe('a submission whose files cannot be graded', () => {
	it.each([
		['no Dockerfile', undefined, 'There is no Dockerfile in the folder.'],
		['an empty one', '', 'Dockerfile is empty.'],
		['a binary one', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0]), 'Dockerfile is not a text file.'],
	])('%s', async (_, dockerfile, expected) => {
		expect(refusal(await bench.grade({ Dockerfile: dockerfile }))).toContain(expected);
	});

	it('a folder in its place', async () => {
		const path = await bench.submission('folder', { Dockerfile: undefined, 'Dockerfile/README': 'x' });
		expect(refusal(await gradeFolder(path))).toContain('Dockerfile is a folder, not a file.');
	});

	it('a link to /etc/passwd', async () => {
		const path = await bench.submission('link', {});
		await symlink('/etc/passwd', join(path, 'users.txt'));
		const report = await gradeFolder(path);
		expect(refusal(report)).toContain('users.txt is a link to /etc/passwd, which is outside the submitted folder.');
		expect(JSON.stringify(report)).not.toContain('root:x:0');
	});

	it('a Dockerfile that is a link to /etc/passwd', async () => {
		const path = await bench.submission('dockerfile-link', { Dockerfile: undefined });
		await symlink('/etc/passwd', join(path, 'Dockerfile'));
		const report = await gradeFolder(path);
		expect(refusal(report)).toContain('Dockerfile is a link to /etc/passwd');
		expect(JSON.stringify(report)).not.toContain('root:x:0');
	});

	it('a context of 200 MB', async () => {
		const path = await bench.submission('large', {});
		for (let index = 0; index < 8; index += 1) {
			await writeFile(join(path, `data-${index}`), '');
			await truncate(join(path, `data-${index}`), 25 * mebibyte);
		}
		const report = await gradeFolder(path);
		expect(refusal(report)).toContain('more than 50 MiB together, the limit for a build context');
		expect(report.submission.bytes).toBeLessThanOrEqual(50 * mebibyte);
	});

	it('one file of 200 MB', async () => {
		const path = await bench.submission('large-file', { 'z-data': '' });
		await truncate(join(path, 'z-data'), 200 * mebibyte);
		expect(refusal(await gradeFolder(path))).toContain('z-data is larger than 50 MiB, the limit for one file.');
	});

	it('100,000 files', async () => {
		const path = await bench.submission('many', {});
		for (let folder = 0; folder < 100; folder += 1) {
			await mkdir(join(path, `many-${folder}`));
			const first = join(path, `many-${folder}`, '0');
			await writeFile(first, '');
			// Hard links are names of their own and made much faster than files.
			for (let index = 1; index < 1000; index += 1) linkSync(first, join(path, `many-${folder}`, `${index}`));
		}
		const report = await gradeFolder(path);
		expect(refusal(report)).toContain('more than 5,000 files and folders, the limit for a build context');
		expect(report.submission.files).toBeLessThanOrEqual(5000);
	});

	it('patterns in .dockerignore that take for ever', async () => {
		const report = await bench.grade({
			'.dockerignore': `${'**a'.repeat(400)}b\n`.repeat(50),
			...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${'a'.repeat(200)}${index}`, ''])),
		});
		expect(refusal(report)).toContain('The patterns of .dockerignore take too long');
	});

	it('leaves nothing, and the grader goes on', async () => {
		const report = await bench.grade({});
		expect(report.score).toBe(report.maxScore);
		expect(await bench.leftovers()).toEqual([]);
	});
});
