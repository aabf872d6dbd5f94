import { expect, it } from 'vitest';
import { analyseArchive } from '#image/analyse-archive.ts';
import { elfFile, ociArchive, streamOf, type TestEntry } from '../../../tests/helpers/image-archives.ts';
import { renderImageText } from './image-text.ts';

const shell = elfFile(['GNU bash, version', 'BASH_VERSINFO']);
const lower: readonly TestEntry[] = [
	{ name: 'bin/sh', content: shell, mode: 0o755 },
	{ name: 'bin/su', content: 'su', mode: 0o4755 },
	{ name: '.env', content: `TOKEN=${'x'.repeat(3000)}` },
];

async function analysed(name: string) {
	const archive = await ociArchive([
		{
			layers: [
				{ content: lower },
				{
					content: [
						{ name: '.wh..env', content: '' },
						{ name, content: 'x'.repeat(1000) },
					],
				},
			],
			config: {
				config: { Cmd: ['sh'] },
				history: [{ created_by: 'ADD root / # buildkit' }, { created_by: 'RUN /bin/sh -c rm .env # buildkit' }],
			},
		},
	]);
	return await analyseArchive(streamOf(archive));
}

it('tells sizes, layers, waste, files, programs and dangers', async () => {
	const analysis = { ...(await analysed('app')), id: 'sha256:12' };
	const text = renderImageText({ name: 'example:1', analysis, engineBytes: 4321 }, { columns: 80, color: false });
	expect(text).toMatchInlineSnapshot(`
		"example:1
		  id        sha256:12
		  platform  linux/amd64, 2 layers, 3 files
		  runs      sh
		  as user   root (no USER)

		Sizes
		  unpacked  4.16 kB  4,162 bytes  all files of all layers
		  transfer                        not measured: add --transfer
		  engine    4.32 kB  4,321 bytes  what docker images shows

		Layers
		  0  3.16 kB  █▎░░░░░░░░░░░░░░░░░░░░░░░░  ADD root /
		  1  1.00 kB  ████████▎                   RUN rm .env

		Dead weight: 3.01 kB, hidden by later layers
		  3.01 kB  .env  in layer 0, deleted in 1

		Largest files
		  1.00 kB  app     layer 1
		    154 B  bin/sh  layer 0
		      2 B  bin/su  layer 0

		Programs, found by their content
		  shells: bash (/bin/sh)
		  package managers: none
		  compilers and build tools: none

		Files that run as their owner or group (set-uid, set-gid)
		  4755  0:0  bin/su

		Files that look like secrets
		  env-file  .env  layer 0, hidden in 1 but still there
		"
	`);
});

it('prints nothing of an image that a terminal would obey', async () => {
	const analysis = await analysed('evil\x1b]0;title\x07');
	const text = renderImageText({ name: 'x\x1b[2J', analysis }, { columns: 80, color: false });
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
	expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
});

it('says so where there is nothing to find', async () => {
	const analysis = await analyseArchive(streamOf(await ociArchive([{ layers: [{ content: [] }] }])));
	const text = renderImageText({ name: 'empty', analysis }, { columns: 80, color: true });
	expect(text).toContain('no shell, no package manager, no compiler or build tool');
	expect(text).toContain('not measured: add --transfer');
	expect(text).not.toContain('secrets');
	expect(text).toContain('\x1b[1mempty\x1b[22m');
});
