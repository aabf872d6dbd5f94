import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { runAstro } from './run-astro.ts';
import { ensureSite } from './site-build.ts';

const page = '<title>page</title>'.repeat(100);
const inputs = [
	'content/a.mdx',
	'public/x.svg',
	'labs/go/lab.ts',
	'src/site/p.astro',
	'src/lab/l.ts',
	'src/protocol/p.ts',
];
const files = [...inputs, 'package-lock.json', 'tsconfig.json', 'src/errors.ts'];

let projectDir = '';
let builds = 0;
beforeEach(async () => {
	builds = 0;
	projectDir = await mkdtemp(join(tmpdir(), 'stagecraft-site-'));
	for (const file of files) {
		await mkdir(dirname(join(projectDir, file)), { recursive: true });
		await writeFile(join(projectDir, file), file);
	}
});
afterEach(() => rm(projectDir, { recursive: true }));

const dataDir = () => join(projectDir, 'data');

async function ensure(build = fakeBuild) {
	return await ensureSite({
		projectDir,
		dataDir: dataDir(),
		variables: {},
		signal: new AbortController().signal,
		onBuilding: () => undefined,
		build,
	});
}

async function fakeBuild({ outDir }: { readonly outDir: string }): Promise<void> {
	builds += 1;
	await mkdir(outDir, { recursive: true });
	await writeFile(join(outDir, 'index.html'), page);
}

describe('ensureSite', () => {
	it('builds once, and again after any input changed', async () => {
		const first = await ensure();
		expect([first.rebuilt, (await ensure()).rebuilt, builds]).toEqual([true, false, 1]);
		for (const file of inputs) await writeFile(join(projectDir, file), 'changed');
		const second = await ensure();
		expect([second.rebuilt, second.directory === first.directory, builds]).toEqual([true, false, 2]);
	});

	it('puts compressed copies beside the pages', async () => {
		const { directory } = await ensure();
		expect(gunzipSync(await readFile(join(directory, 'index.html.gz'))).toString()).toBe(page);
		expect(brotliDecompressSync(await readFile(join(directory, 'index.html.br'))).toString()).toBe(page);
	});

	it('keeps the site before, and no older ones', async () => {
		for (const text of ['1', '2', '3', '4']) {
			await writeFile(join(projectDir, 'content/a.mdx'), text);
			await ensure();
		}
		expect(await readdir(join(dataDir(), 'site'))).toHaveLength(2);
	});

	it('leaves nothing half built behind', async () => {
		await expect(ensure(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		expect(await readdir(join(dataDir(), 'site'))).toEqual([]);
		expect((await ensure()).rebuilt).toBe(true);
	});

	it('takes the folder of one that was faster', async () => {
		const both = await Promise.all([ensure(), ensure()]);
		expect(both[0]?.directory).toBe(both[1]?.directory);
		expect(await readdir(join(dataDir(), 'site'))).toHaveLength(1);
	});
});

it('hands on the end of the output of a build that failed', async () => {
	const astro = join(projectDir, 'node_modules/astro/bin/astro.mjs');
	await mkdir(dirname(astro), { recursive: true });
	await writeFile(astro, 'console.error(\'lesson 3: no lab "perl"\'); process.exit(1);');
	const signal = new AbortController().signal;
	const failure: unknown = await runAstro({ projectDir, outDir: '/unused', variables: {}, signal }).catch(
		(error) => error,
	);
	if (!(failure instanceof UserError)) throw new Error('a failed build passed');
	expect([failure.code, failure.message]).toEqual([
		'site-build-failed',
		'The pages of the course could not be built:\nlesson 3: no lab "perl"',
	]);
});
