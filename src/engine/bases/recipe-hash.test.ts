import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { type Catalogue, defineCatalogue } from './catalogue.ts';
import { pulledHash, recipeHashes } from './recipe-hash.ts';

const root = { kind: 'debian-root' as const, suite: 'trixie', slim: false, folders: ['debian'] };

function catalogue(target: string): Catalogue {
	const recipe = {
		kind: 'dockerfile' as const,
		dockerfile: 'go/Dockerfile',
		folders: ['go'],
		needs: ['debian:trixie'],
	};
	return defineCatalogue({
		helper: 'debian:trixie',
		bases: [
			{ reference: 'debian:trixie', published: true, recipe: root },
			{ reference: 'golang:1.27', published: true, recipe: { ...recipe, target } },
		],
	});
}

const files = {
	'debian/customize.sh': 'a',
	'go/Dockerfile': 'FROM debian:trixie',
	'go/deep/x.sh': 'x',
	'other/y': 'y',
};

async function hashWith(
	change: Record<string, string> = {},
	target = 'go',
	certificates: string[] = [],
): Promise<string> {
	await using folder = await TempFolder.create({ ...files, ...change });
	return await recipeHashes(catalogue(target), folder.path, certificates)('golang:1.27');
}

describe('recipeHashes', () => {
	it('does not depend on how the folder is named', async () => {
		await using folder = await TempFolder.create(files);
		const hashes = [folder.path, `${folder.path}/`, `${folder.path}/go/..`].map((path) =>
			recipeHashes(catalogue('go'), path, [])('golang:1.27'),
		);
		expect(new Set(await Promise.all(hashes)).size).toBe(1);
	});

	it('is the same for the same recipe, wherever it lies', async () => {
		expect(await hashWith()).toBe(await hashWith());
		expect(await hashWith()).toMatch(/^[0-9a-f]{16}$/);
		expect(await hashWith({ 'other/y': 'changed' })).toBe(await hashWith());
	});

	it.each([
		['a file of the recipe', { 'go/deep/x.sh': 'changed' }],
		['a new file', { 'go/new': '' }],
		['a file of a base below', { 'debian/customize.sh': 'changed' }],
	])('changes with %s', async (_name, change: Record<string, string>) => {
		expect(await hashWith(change)).not.toBe(await hashWith());
	});

	it('changes with the entry and with the certificates', async () => {
		expect(await hashWith({}, 'other')).not.toBe(await hashWith());
		expect(await hashWith({}, 'go', ['PEM'])).not.toBe(await hashWith());
	});
});

describe('pulledHash', () => {
	it('changes with the reference and the certificates', () => {
		const hashes = [pulledHash('a:1', []), pulledHash('b:1', []), pulledHash('a:1', ['PEM'])];
		expect(new Set(hashes).size).toBe(3);
		expect(pulledHash('a:1', [])).toBe(hashes[0]);
	});
});
