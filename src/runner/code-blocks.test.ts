import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadCodeBlocks } from './code-blocks.ts';

async function siteWith(text: string | undefined): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'stagecraft-blocks-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	if (text !== undefined) await writeFile(join(folder, 'blocks.json'), text);
	return folder;
}

it('gives the command of a block of a lesson', async () => {
	const map = { 'go/calculator': { build: { command: 'docker build .\n\tdocker images' } }, constructor: {} };
	const blocks = await loadCodeBlocks(await siteWith(JSON.stringify(map)));
	expect(blocks.command({ lesson: 'go/calculator', block: 'build' })).toBe('docker build .\n\tdocker images');
	for (const lesson of ['go/calculator', 'node/app', 'constructor', '__proto__']) {
		expect(blocks.command({ lesson, block: 'toString' })).toBeUndefined();
	}
});

it.each([
	['no file', undefined],
	['no JSON', 'x'],
	['a command with a key in it', '{"a":{"b":{"command":"ls\\u0003"}}}'],
	['a command that ends itself', '{"a":{"b":{"command":"ls\\r"}}}'],
	['no command', '{"a":{"b":{"command":""}}}'],
	['more than a command', '{"a":{"b":{"command":"ls","user":"root"}}}'],
])('refuses a site with %s', async (_what, text) => {
	await expect(loadCodeBlocks(await siteWith(text))).rejects.toMatchObject({ code: 'code-blocks-invalid' });
});
