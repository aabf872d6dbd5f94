/** The Python packages of the labs, where PyPI answers and where it does not. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Catalogue, defineCatalogue } from '#engine/bases/catalogue.ts';
import { attendPackages, keepWheels } from '#engine/bases/packages.ts';
import { baseLabels } from '#engine/bases/presence.ts';
import { directoryContext } from '#engine/client/directory-context.ts';
import { memoryContext } from '#engine/client/memory-context.ts';
import type { Engine } from '#engine/engine.ts';
import { testEngine } from '../helpers/engine.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const labs = (path: string) => fileURLToPath(new URL(`../../labs/${path}`, import.meta.url));
/** Nothing listens there, in any container. */
const nowhere = 'http://127.0.0.1:9/simple';

let engine: Engine;
/** Images of these tests alone: the real ones are in use by others. */
const own = randomUUID();
const name = `stagecraft-test/${own}`;
const base = `${name}-python:1`;
const wheels = `${name}-wheels:1`;
let catalogue: Catalogue;

beforeAll(async () => {
	engine = await testEngine();
	await build('FROM python:3.13-slim\n', [base], baseLabels('offline', 'test'));
	const recipe = { kind: 'dockerfile' as const, dockerfile: 'none', target: 'none', folders: ['none'], needs: [] };
	catalogue = defineCatalogue({
		helper: base,
		bases: [{ reference: base, published: true, recipe }],
		packages: {
			reference: wheels,
			dockerfile: 'wheels/Dockerfile',
			locks: ['flask/starter/requirements.txt'],
			bases: [base],
		},
	});
});

afterAll(async () => {
	if (engine === undefined) return;
	const tags = (await engine.images.list({})).flatMap((image) => image.tags);
	for (const tag of tags.filter((one) => one.includes(own))) await engine.images.remove(tag);
	await engine[Symbol.asyncDispose]();
});

async function build(dockerfile: string, tags: readonly string[], labels: Readonly<Record<string, string>> = {}) {
	const context = memoryContext({});
	const result = await engine.build({ context, dockerfile, tags, labels, sources: 'any' });
	expect(result.error).toBeUndefined();
}

function attend(index?: string) {
	const signal = new AbortController().signal;
	const asked = index === undefined ? {} : { index };
	return attendPackages({ engine, catalogue, recipesDir: labs('bases'), references: [base], signal, ...asked });
}

const idOf = async (reference: string) => (await engine.images.inspect(reference))?.id;

/** The reference answer of the Flask lab, on the base of these tests, without any network. */
async function buildFlask() {
	const dockerfile = (await readFile(labs('flask/solution/Dockerfile'), 'utf8')).replaceAll(
		/^FROM python:\S+/gm,
		`FROM ${base}`,
	);
	const context = directoryContext(labs('flask/solution'));
	const request = {
		context,
		dockerfile,
		tags: [`${name}-app:1`],
		labels: {},
		sources: 'any',
		network: 'none',
	} as const;
	return (await engine.build({ ...request, noCache: true })).outcome;
}

it('are kept while PyPI answers, and brought along by the bases when it does not', async () => {
	const plain = await idOf(base);
	expect(await attend(nowhere)).toMatchObject({
		kind: 'missing',
		reason: expect.stringContaining('No matching distribution'),
	});
	expect(await idOf(base)).toBe(plain);

	expect(await attend()).toEqual({ kind: 'fetched' });
	expect(await idOf(base)).toBe(plain);
	expect(await buildFlask()).toBe('failed');

	expect(await attend(nowhere)).toEqual({ kind: 'added' });
	const added = await idOf(base);
	expect(added).not.toBe(plain);
	expect(await attend(nowhere)).toEqual({ kind: 'added' });
	expect(await idOf(base)).toBe(added);
	expect(await buildFlask()).toBe('built');

	expect(await attend()).toEqual({ kind: 'fetched' });
	expect(await idOf(base)).toBe(plain);
});

it('come from a folder where nobody can fetch them', async () => {
	await using folder = await TempFolder.create();
	const signal = new AbortController().signal;
	await folder.write({ 'notes.txt': 'no wheel' });
	await expect(keepWheels({ engine, catalogue, signal }, folder.path)).rejects.toMatchObject({ code: 'usage-invalid' });
	await folder.write({ 'calc-1.0-py3-none-any.whl': 'a wheel' });
	await keepWheels({ engine, catalogue, signal }, folder.path);
	expect(await attend(nowhere)).toEqual({ kind: 'added' });
	await build(`FROM ${base}\nRUN ls /usr/local/share/wheels | grep -x calc-1.0-py3-none-any.whl\n`, []);
	expect(await attend()).toEqual({ kind: 'fetched' });
});
