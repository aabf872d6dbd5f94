import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KeptPasses } from './kept-passes.ts';
import { TempFolder } from './temp-folder.ts';

let root: TempFolder;
let data: TempFolder;

beforeEach(async () => {
	[root, data] = [await TempFolder.create(), await TempFolder.create()];
	await root.write({ 'src/a.ts': 'one', 'docs/a.md': 'one', 'tests/e2e/a.spec.ts': 'one', '.gitignore': 'data\n' });
	execFileSync('git', ['init', '-q', root.path]);
	passes().begin('integration')(7);
});

afterEach(async () => {
	await root[Symbol.asyncDispose]();
	await data[Symbol.asyncDispose]();
});

function passes({ state = 'engine 1', env = {} }: { state?: string | undefined; env?: Record<string, string> } = {}) {
	return new KeptPasses({ folder: data.path, root: root.path, state, env });
}

it('finds a suite that passed on the same', async () => {
	await root.write({ 'docs/a.md': 'two', 'tests/e2e/a.spec.ts': 'two', 'data/a': 'ignored' });
	expect(passes().find('integration')).toEqual({ passed: 7, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
	expect(passes().find('pages')).toBeUndefined();
});

it.each([
	['a changed file', { 'src/a.ts': 'two' }],
	['a new file', { 'src/b.ts': 'one' }],
	['a file that is empty now', { 'src/a.ts': '' }],
])('runs a suite again after %s', async (_, files) => {
	await root.write(files);
	expect(passes().find('integration')).toBeUndefined();
});

it('runs a suite again on another engine, with other settings, and for who asks for it', () => {
	expect(passes({ state: 'engine 2' }).find('integration')).toBeUndefined();
	expect(passes({ env: { STAGECRAFT_TEST_CLI: '/opt' } }).find('integration')).toBeUndefined();
	expect(passes({ env: { CI: '1' } }).find('integration')).toBeUndefined();
	expect(passes({ env: { STAGECRAFT_FRESH: '1' } }).find('integration')).toBeUndefined();
	expect(passes({ env: { HOME: '/elsewhere' } }).find('integration')).toBeDefined();
});

it('keeps nothing of a run that changed what it ran on', async () => {
	const keep = passes().begin('integration');
	await root.write({ 'src/a.ts': 'two' });
	keep(9);
	expect(passes().find('integration')).toBeUndefined();
});

it('keeps nothing where the engine is not known, and reads no cut file', async () => {
	const unknown = new KeptPasses({ folder: data.path, root: root.path, state: undefined, env: {} });
	unknown.begin('pages')(3);
	expect(unknown.find('pages')).toBeUndefined();
	await data.write({ 'integration.json': '{"key":' });
	expect(passes().find('integration')).toBeUndefined();
});
