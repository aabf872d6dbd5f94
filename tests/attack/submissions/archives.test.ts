/** Archives that try to reach outside, to fill the disk, or to mean two things at once: each refused by name, nothing written outside. */
import { readdir, stat, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IntakeLimits } from '#submission/intake/limits.ts';
import { IntakeRefused } from '#submission/intake/problems.ts';
import { unpack } from '#submission/intake/unpack.ts';
import { type RawTarEntry, rawTar, rawTarGz } from '../../helpers/raw-tar.ts';
import { type RawEntry, rawZip } from '../../helpers/raw-zip.ts';
import { TempFolder } from '../../helpers/temp-folder.ts';

const mebibyte = 1024 * 1024;
const limits: IntakeLimits = {
	archiveBytes: 8 * mebibyte,
	totalBytes: 64 * mebibyte,
	entries: 100,
	depth: 10,
	pathBytes: 200,
};

let folder: TempFolder;
let count = 0;
beforeAll(async () => {
	folder = await TempFolder.create({ 'outside/kept': 'safe' });
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Code of the refusal and its words, after which nothing outside has changed. */
async function refusal(bytes: Buffer): Promise<{ code: string; message: string; hint: string }> {
	count += 1;
	const path = folder.join(`archive-${count}`);
	const to = folder.join('outside', `work-${count}`);
	await folder.write({ [`outside/work-${count}/.keep`]: '' });
	await writeFile(path, bytes);
	try {
		await unpack({ path, name: 'ada.zip', to, limits });
	} catch (error) {
		if (!(error instanceof IntakeRefused)) throw error;
		const outside = (await readdir(folder.join('outside'))).filter((name) => !name.startsWith('work-'));
		expect(outside).toEqual(['kept']);
		return error.problem;
	}
	return { code: 'accepted', message: '', hint: '' };
}

const good: RawEntry = { name: 'Dockerfile', data: 'FROM scratch\n' };
const zeros = Buffer.alloc(40 * mebibyte);

const zips: readonly (readonly [string, readonly RawEntry[], string])[] = [
	['goes up', [{ name: '../kept', data: 'x' }], 'archive-path-escape'],
	['goes up in the middle', [{ name: 'a/../../kept', data: 'x' }], 'archive-path-escape'],
	['names an absolute path', [{ name: '/etc/cron.d/x', data: 'x' }], 'archive-absolute-path'],
	['names a drive', [{ name: 'C:/Windows/x', data: 'x' }], 'archive-absolute-path'],
	['names a share of Windows', [{ name: '\\\\host\\share', data: 'x' }], 'archive-backslash'],
	['goes up with backslashes', [{ name: '..\\kept', data: 'x' }], 'archive-backslash'],
	['has NUL in a name', [{ name: 'Dockerfile\0.txt', data: 'x' }], 'archive-bad-name'],
	['has an escape code in a name', [{ name: '\u001b[2Jx', data: 'x' }], 'archive-bad-name'],
	['has bytes that are no UTF-8', [{ name: Buffer.from([0x61, 0xff, 0xfe]), data: 'x' }], 'archive-bad-name'],
	['has an empty name', [{ name: '', data: 'x' }], 'archive-bad-name'],
	['holds a link outside', [{ name: 'x', data: '/etc/passwd', mode: 0o120777, stored: true }], 'archive-link'],
	['holds a link inside', [{ ...good }, { name: 'x', data: 'Dockerfile', mode: 0o120777 }], 'archive-link'],
	[
		'writes through a link',
		[
			{ name: 'd', data: '..', mode: 0o120777 },
			{ name: 'd/kept', data: 'x' },
		],
		'archive-link',
	],
	['holds a device', [{ name: 'sda', mode: 0o060600 }], 'archive-device'],
	['holds a named pipe', [{ name: 'pipe', mode: 0o010600 }], 'archive-device'],
	['holds a socket', [{ name: 'docker.sock', mode: 0o140600 }], 'archive-device'],
	['has one name twice', [good, { ...good, data: 'FROM other\n' }], 'archive-duplicate'],
	['has one name twice, once with ./', [good, { name: './Dockerfile', data: 'x' }], 'archive-duplicate'],
	['has names that differ in case', [good, { name: 'DOCKERFILE', data: 'x' }], 'archive-case-collision'],
	['has folders that differ in case', [{ name: 'a/x' }, { name: 'A/y' }], 'archive-case-collision'],
	['has a name with a Cyrillic letter', [good, { name: 'D\u043eckerfile', data: 'x' }], 'archive-look-alike'],
	['has composed and decomposed letters', [{ name: '\u00e9' }, { name: 'e\u0301' }], 'archive-look-alike'],
	['has an invisible character', [good, { name: 'Docker\u200bfile', data: 'x' }], 'archive-look-alike'],
	['has wide letters', [good, { name: '\uff24ockerfile', data: 'x' }], 'archive-look-alike'],
	[
		'has a file that is a folder',
		[
			{ name: 'a', data: 'x' },
			{ name: 'a/b', data: 'x' },
		],
		'archive-file-and-folder',
	],
	['is encrypted', [{ ...good, flags: 1 }], 'archive-encrypted'],
	['is strongly encrypted', [{ ...good, flags: 0x41 }], 'archive-encrypted'],
	['uses another compression', [{ ...good, method: 12 }], 'archive-compression'],
	['holds two names for one file', [{ ...good, localName: 'Makefile' }], 'archive-inconsistent'],
	[
		'shares bytes',
		[
			{ name: 'a', data: 'x' },
			{ name: 'b', data: 'x', sharesBytesOf: 0, localName: 'b' },
		],
		'archive-inconsistent',
	],
	['says less than it holds', [{ ...good, says: { size: 3 } }], 'archive-damaged'],
	['says more than it holds', [{ ...good, says: { size: 300 } }], 'archive-damaged'],
	['has a wrong checksum', [{ ...good, says: { crc: 1 } }], 'archive-damaged'],
	['lies with zip64 about its end', [{ ...good, zip64: { size: 13n, compressedSize: 1n << 40n } }], 'archive-damaged'],
	['lies with zip64 about its size', [{ ...good, zip64: { size: 1n << 50n, compressedSize: 15n } }], 'archive-bomb'],
	['is a bomb', [{ name: 'zeros', data: zeros }], 'archive-bomb'],
	[
		'is a bomb of many files',
		Array.from({ length: 20 }, (_, i) => ({ name: `z${i}`, data: zeros.subarray(0, mebibyte) })),
		'archive-bomb',
	],
	['holds too many files', Array.from({ length: 101 }, (_, i) => ({ name: `f${i}` })), 'archive-too-many-files'],
	[
		'implies too many folders',
		[{ name: 'a/b/c' }, ...Array.from({ length: 99 }, (_, i) => ({ name: `d${i}/f` }))],
		'archive-too-many-files',
	],
	['nests too deep', [{ name: `${'a/'.repeat(11)}x` }], 'archive-too-deep'],
	['has a long path', [{ name: 'a'.repeat(201) }], 'archive-path-too-long'],
];

describe('a zip that', () => {
	it.each(zips)('%s is refused', async (_, entries, code) => {
		const problem = await refusal(rawZip(entries));
		expect(problem.code).toBe(code);
		expect(problem.hint).not.toBe('');
	});

	it('is cut off anywhere is refused', async () => {
		const whole = rawZip([good, { name: 'main.go', data: 'package main\n' }]);
		for (const share of [0, 0.1, 0.4, 0.7, 0.9, 0.99]) {
			const { code } = await refusal(whole.subarray(0, Math.floor(whole.length * share)));
			expect(['archive-damaged', 'archive-unknown']).toContain(code);
		}
	});

	it('counts its entries wrong is refused', async () => {
		expect((await refusal(rawZip([good], { count: 2 }))).code).toBe('archive-damaged');
	});

	it('is named with its entry, and the hint says what to do', async () => {
		expect(await refusal(rawZip([{ name: '../kept' }]))).toMatchInlineSnapshot(`
			{
			  "code": "archive-path-escape",
			  "file": "../kept",
			  "hint": "Pack the folder from outside, so that every path starts with its name: zip -r work.zip work",
			  "message": "The path ../kept in ada.zip goes up with "..".",
			}
		`);
	});
});

const tars: readonly (readonly [string, readonly RawTarEntry[], string])[] = [
	['goes up', [{ name: '../kept', data: 'x' }], 'archive-path-escape'],
	['names an absolute path', [{ name: '/etc/passwd', data: 'x' }], 'archive-absolute-path'],
	['holds a link', [{ name: 'x', type: 'symlink', linkname: '/etc/passwd' }], 'archive-link'],
	['holds a hard link outside', [{ name: 'x', type: 'link', linkname: '/etc/shadow' }], 'archive-link'],
	['holds a device', [{ name: 'sda', type: 'block-device', devmajor: 8, devminor: 0 }], 'archive-device'],
	['holds a terminal', [{ name: 'tty', type: 'character-device', devmajor: 5, devminor: 0 }], 'archive-device'],
	['holds a named pipe', [{ name: 'pipe', type: 'fifo' }], 'archive-device'],
	[
		'has one name twice',
		[
			{ name: 'a', data: '1' },
			{ name: 'a', data: '2' },
		],
		'archive-duplicate',
	],
	[
		'has names that differ in case',
		[
			{ name: 'a', data: '1' },
			{ name: 'A', data: '2' },
		],
		'archive-case-collision',
	],
	['has a backslash', [{ name: 'a\\b', data: '1' }], 'archive-backslash'],
	['has a long name with ..', [{ name: `${'a/'.repeat(3)}${'../'.repeat(4)}kept`, data: 'x' }], 'archive-path-escape'],
	[
		'says a path in its extended header',
		[{ name: 'a', data: 'x', pax: { path: '../../kept' } }],
		'archive-path-escape',
	],
	['holds too many files', Array.from({ length: 101 }, (_, i) => ({ name: `f${i}` })), 'archive-too-many-files'],
];

describe('a tar that', () => {
	it.each(tars)('%s is refused, plain and in gzip', async (_, entries, code) => {
		expect((await refusal(await rawTar(entries))).code).toBe(code);
		expect((await refusal(await rawTarGz(entries))).code).toBe(code);
	});

	it('is a bomb in gzip is refused', async () => {
		expect((await refusal(await rawTarGz([{ name: 'zeros', data: zeros }]))).code).toBe('archive-bomb');
	});

	it('holds a terabyte, as its header says, is refused before it is read', async () => {
		const bytes = await rawTar([{ name: 'x', data: 'x' }]);
		bytes.write('77777777777\0', 124, 'latin1');
		bytes.write('        ', 148, 'latin1');
		const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
		bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
		expect((await refusal(bytes)).code).toBe('archive-bomb');
	});

	it('hides a bomb behind its end is refused', async () => {
		const small = await rawTar([{ name: 'Dockerfile', data: 'FROM scratch\n' }]);
		expect((await refusal(gzipSync(Buffer.concat([small, zeros])))).code).toBe('archive-bomb');
	});

	it('is cut off anywhere is refused', async () => {
		const entries = [
			{ name: 'Dockerfile', data: 'FROM scratch\n' },
			{ name: 'data', data: Buffer.alloc(5000, 7) },
		];
		for (const whole of [await rawTar(entries), await rawTarGz(entries)]) {
			for (const share of [0.1, 0.3, 0.6]) {
				expect((await refusal(whole.subarray(0, Math.floor(whole.length * share)))).code).toBe('archive-damaged');
			}
		}
	});
});

describe('a file that', () => {
	it.each([
		['is empty', Buffer.alloc(0), 'archive-damaged'],
		['is a text', Buffer.from('FROM scratch\n'), 'archive-unknown'],
		['is a RAR archive', Buffer.from('Rar!\u001a\u0007\u0000rest', 'latin1'), 'archive-unknown'],
		['is a 7z archive', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0]), 'archive-unknown'],
		['is larger than the limit', Buffer.alloc(8 * mebibyte + 1), 'archive-too-large'],
	])('%s is refused', async (_, bytes, code) => {
		expect((await refusal(bytes)).code).toBe(code);
	});
});

describe('an archive of many submissions', () => {
	it('loses the bad entry alone, and says whose it is', async () => {
		const bytes = rawZip([
			{ name: 'Ada_1_assignsubmission_file/Dockerfile', data: 'FROM scratch\n' },
			{ name: 'Bob_2_assignsubmission_file/a\\b', data: 'x' },
			{ name: 'Bob_2_assignsubmission_file/Dockerfile', data: 'x' },
		]);
		await folder.write({ 'class.zip': bytes, 'class/.keep': '' });
		const told: string[] = [];
		const onRefused = (entry: string, { code }: { readonly code: string }) => void told.push(`${entry} ${code}`);
		await unpack({ path: folder.join('class.zip'), to: folder.join('class'), limits, onRefused });
		expect(told).toEqual(['Bob_2_assignsubmission_file/a\\b archive-backslash']);
		expect((await stat(folder.join('class/Ada_1_assignsubmission_file/Dockerfile'))).size).toBe(13);
	});
});
