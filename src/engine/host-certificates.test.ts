import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificatesIn, hostExtraCertificates } from './host-certificates.ts';

const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'stagecraft-certificates-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true });
});

describe('certificatesIn', () => {
	it('finds each certificate between comments', () => {
		expect(certificatesIn(`# one\n${pem('AAA')}\r\n# two\n${pem('BBB')}\n`)).toEqual([pem('AAA'), pem('BBB')]);
	});
});

describe('hostExtraCertificates', () => {
	it('gives what is in the bundle and not public, once', async () => {
		await mkdir(join(folder, 'public/mozilla'), { recursive: true });
		await writeFile(join(folder, 'public/mozilla/a.crt'), `${pem('AAA')}\n`);
		await writeFile(join(folder, 'bundle.crt'), [pem('AAA'), pem('SCHOOL'), pem('SCHOOL')].join('\n'));
		const extra = await hostExtraCertificates(join(folder, 'bundle.crt'), join(folder, 'public'));
		expect(extra).toEqual([pem('SCHOOL')]);
	});

	it('gives none where it cannot tell', async () => {
		await writeFile(join(folder, 'bundle.crt'), pem('AAA'));
		expect(await hostExtraCertificates(join(folder, 'bundle.crt'), join(folder, 'none'))).toEqual([]);
		expect(await hostExtraCertificates(join(folder, 'none.crt'), folder)).toEqual([]);
	});
});
