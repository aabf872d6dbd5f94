/** The Python packages of the labs, for rooms that PyPI cannot be reached from: the same Dockerfiles work there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#errors';
import { directoryContext } from '../client/directory-context.ts';
import { memoryContext } from '../client/memory-context.ts';
import type { BuildContext, Engine, ImageFacts } from '../engine.ts';
import { labelNames } from '../labels.ts';
import { buildImage } from './build-image.ts';
import { BuildWatch } from './build-watch.ts';
import { type Base, type Catalogue, findBase } from './catalogue.ts';
import { finalStage, withWheels } from './dockerfile-text.ts';
import { filesContext } from './files-context.ts';
import { mountContexts } from './mount-contexts.ts';
import type { BaseState } from './state.ts';

export interface PackagesRequest {
	readonly engine: Engine;
	readonly catalogue: Catalogue;
	/** Folder of the catalogue and its recipes. */
	readonly recipesDir: string;
	/** Bases to look after; of these, the ones that pip comes with and that are no images of the user. */
	readonly references: readonly string[];
	/** Where pip asks; default PyPI. */
	readonly index?: string;
	readonly signal: AbortSignal;
}

/**
 * `fetched`: PyPI answers, and what it gave is kept on the engine. `added`: it does not answer, and the bases bring along what
 * was kept. `missing`: it does not answer, and nothing is kept. `idle`: no base asked for it.
 */
export type PackagesOutcome =
	| { readonly kind: 'fetched' | 'added' | 'idle' }
	| { readonly kind: 'missing'; readonly reason: string };

/** Bases that a preparation has just made, which nobody has asked about packages for. */
export function newBases(states: readonly BaseState[]): readonly string[] {
	return states
		.filter(({ state, milliseconds }) => state === 'present' && milliseconds > 0)
		.map(({ reference }) => reference);
}

type Packages = NonNullable<Catalogue['packages']>;

/**
 * Asks PyPI, through a build as the learners' are, for the packages of the labs' lock files. While it answers they are kept on
 * the engine; when it does not, the bases get them, and a pip that takes them.
 *
 * @throws UserError `cancelled`, `engine-request-failed`, `base-build-failed`.
 */
export async function attendPackages(request: PackagesRequest): Promise<PackagesOutcome> {
	const { engine, catalogue } = request;
	const { packages } = catalogue;
	const references = request.references.filter((reference) => packages?.bases.includes(reference));
	const images = (await Promise.all(references.map((reference) => found(engine, reference)))).flat();
	const [first] = images;
	if (packages === undefined || first === undefined) return { kind: 'idle' };
	const reason = await fetchWheels(request, packages, first.reference);
	if (reason === undefined) {
		for (const image of images) await withoutPackages(engine, image);
		return { kind: 'fetched' };
	}
	const kept = await engine.images.inspect(packages.reference);
	if (kept === undefined) return { kind: 'missing', reason };
	for (const image of images) await withPackages(request, packages, image, kept);
	return { kind: 'added' };
}

/**
 * Keeps the wheels of a folder on the engine, in place of those that were fetched. pip compares them with the lock files.
 *
 * @throws UserError `usage-invalid` when there are none; those of `buildImage`.
 */
export async function keepWheels(
	{ engine, catalogue, signal }: Pick<PackagesRequest, 'engine' | 'catalogue' | 'signal'>,
	folder: string,
): Promise<void> {
	const { packages } = catalogue;
	const [first = ''] = packages?.bases ?? [];
	if (packages === undefined) return;
	const context = directoryContext(folder);
	const wheels = (await context.entries()).filter(({ path }) => path.endsWith('.whl'));
	if (wheels.length === 0) {
		const hint = 'Name the folder that pip download wrote its .whl files to.';
		throw new UserError('usage-invalid', `There are no wheels in ${folder}.`, hint);
	}
	const onStep = () => undefined;
	await buildImage(
		{ engine, base: findBase(catalogue, first), onStep, signal },
		{
			context: mountContexts({ wheels: context }),
			dockerfile: 'FROM scratch\nCOPY wheels/*.whl /wheels/\n',
			tags: [packages.reference],
			labels: { [labelNames.role]: 'base' },
		},
	);
}

type FoundBase = ImageFacts & { readonly reference: string };

/** A base of ours; an image of the user stays as it is. */
async function found(engine: Engine, reference: string): Promise<readonly FoundBase[]> {
	const image = await engine.images.inspect(reference);
	return image?.labels[labelNames.baseOrigin] === undefined ? [] : [{ ...image, reference }];
}

/** Undefined when all were fetched, else why not. */
async function fetchWheels(request: PackagesRequest, packages: Packages, base: string): Promise<string | undefined> {
	const { engine, recipesDir, index, signal } = request;
	const locks = packages.locks.map((lock, number): [string, BuildContext] => [
		`locks/${number}`,
		filesContext([join(recipesDir, '..', lock)]),
	]);
	const watch = new BuildWatch(() => undefined);
	const result = await engine.build(
		{
			context: mountContexts(Object.fromEntries(locks)),
			dockerfile: await readFile(join(recipesDir, packages.dockerfile), 'utf8'),
			target: 'wheels',
			buildArgs: { BASE: base, ...(index !== undefined && { INDEX: index }) },
			tags: [packages.reference],
			labels: { [labelNames.role]: 'base' },
			sources: 'any',
			// What it gave yesterday says nothing about today.
			noCache: true,
		},
		{ signal, onEvent: (event) => watch.take(event) },
	);
	return result.outcome === 'built' ? undefined : watch.explain(result);
}

/** The tag under which a base waits while another one with packages has its name. */
function plainTag(reference: string): string {
	return `stagecraft/without-packages:${reference.replaceAll(/[^\w.-]/g, '-')}`;
}

async function withoutPackages(engine: Engine, { reference, labels }: FoundBase): Promise<void> {
	const plain = plainTag(reference);
	if (labels[labelNames.basePackages] !== undefined) await engine.images.tag(plain, reference);
	await engine.images.remove(plain);
}

async function withPackages(
	{ engine, catalogue, signal }: PackagesRequest,
	packages: Packages,
	{ reference, labels, id }: FoundBase,
	kept: ImageFacts,
): Promise<void> {
	const has = labels[labelNames.basePackages];
	if (has === kept.id) return;
	const plain = plainTag(reference);
	if (has === undefined) await engine.images.tag(id, plain);
	const base: Base = findBase(catalogue, reference);
	await buildImage(
		{ engine, base, onStep: () => undefined, signal },
		{
			context: memoryContext({}),
			dockerfile: withWheels(plain, packages.reference),
			target: finalStage,
			tags: [reference],
			labels: { [labelNames.basePackages]: kept.id },
		},
	);
}
