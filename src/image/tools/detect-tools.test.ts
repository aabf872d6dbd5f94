import { describe, expect, it } from 'vitest';
import { elfFile } from '../../../tests/helpers/image-archives.ts';
import { parseElf } from '../elf.ts';
import { parseScript } from '../script.ts';
import { buildToolSignatures } from './build-tools.ts';
import { detectNodePackage, detectTools, pipFolder, toolSearch } from './detect-tools.ts';
import { packageManagerSignatures } from './package-managers.ts';
import { shellSignatures } from './shells.ts';

const search = toolSearch();
const signatures = [...shellSignatures, ...packageManagerSignatures, ...buildToolSignatures];

function detect(bytes: Buffer) {
	return detectTools(parseElf(bytes, true) ?? parseScript(bytes), search.find(bytes));
}

describe('every signature', () => {
	it.each(signatures)('finds $name by its $in', ({ category, name, in: kind, strings }) => {
		const bytes = kind === 'elf' ? elfFile(strings) : Buffer.from(`#!/usr/bin/x\n${strings.join('\n')}\n`);
		expect(detect(bytes)).toContainEqual({ category, name });
	});

	it.each(signatures)('needs all strings of $name', ({ name, in: kind, strings }) => {
		const others = strings.slice(1);
		const bytes = kind === 'elf' ? elfFile(others) : Buffer.from(`#!/usr/bin/x\n${others.join('\n')}\n`);
		expect(detect(bytes).map((tool) => tool.name)).not.toContain(name);
	});

	it.each(signatures)('has strings of $name that are long enough to be no chance', ({ strings }) => {
		for (const text of strings) expect(text.length).toBeGreaterThanOrEqual(8);
	});
});

it('looks at programs only: a library that names itself is none', () => {
	const library = elfFile(['libapt-private.so.0.0'], { type: 3, entry: 0 });
	expect(detect(library)).toEqual([]);
	expect(detect(Buffer.from('a text about GNU bash, version 5 and BASH_VERSINFO'))).toEqual([]);
	expect(detect(Buffer.from('#!/bin/sh\necho GNU bash, version BASH_VERSINFO\n'))).toEqual([]);
});

it('finds one tool of a category in a file: cmake writes files for ninja, and is cmake', () => {
	const cmake = ['/CMakeLists.txt', 'CMAKE_BACKWARDS_COMPATIBILITY', 'build.ninja', 'ninja_required_version'];
	expect(detect(elfFile(cmake))).toEqual([{ category: 'build-tool', name: 'cmake' }]);
});

it('is not misled by a program written in Go that is no part of Go', () => {
	expect(detect(elfFile(['path\texample.com/cmd/go\n', 'path\tcmd/gopher\n']))).toEqual([]);
});

describe('packages for Node', () => {
	it.each([
		['{"name":"npm","bin":{"npm":"bin/npm-cli.js"}}', { category: 'package-manager', name: 'npm' }],
		['{"name":"typescript","bin":{"tsc":"bin/tsc"}}', { category: 'build-tool', name: 'typescript' }],
		['{"name":"fastify","bin":{}}', undefined],
		['{"name":"npm"}', undefined],
		['[]', undefined],
		['null', undefined],
		['{"name":', undefined],
	])('%s', (text, expected) => {
		expect(detectNodePackage(text)).toEqual(expected);
	});
});

it.each([
	['usr/local/lib/python3.13/site-packages/pip/_internal/cli/main.py', 'usr/local/lib/python3.13/site-packages/pip'],
	['opt/pip/_internal/cli/__pycache__/main.cpython-313.pyc', 'opt/pip'],
	['pip/_internal/cli/main.pyc', 'pip'],
	['opt/notpip/_internal/cli/main.py', undefined],
	['opt/pip/_internal/main.py', undefined],
])('pip in %s is at %s', (path, folder) => {
	expect(pipFolder(path)).toBe(folder);
});
