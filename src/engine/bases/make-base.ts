import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directoryContext } from '../client/directory-context.ts';
import type { BuildContext, Engine, Labels } from '../engine.ts';
import { labelNames } from '../labels.ts';
import { buildImage, type ImageRequest } from './build-image.ts';
import type { Base, DockerfileRecipe, RootRecipe } from './catalogue.ts';
import { certificateVariables } from './certificates.ts';
import type { DebianRoots } from './debian-root.ts';
import { finalStage, withVariables } from './dockerfile-text.ts';
import { filesContext } from './files-context.ts';
import { importRoot } from './import-root.ts';
import { mountContexts } from './mount-contexts.ts';
import type { NpmArchives } from './npm-archives.ts';
import { readVersion } from './read-version.ts';

export interface MakeRequest {
	readonly engine: Engine;
	readonly base: Base;
	/** Folder of the catalogue and its recipes. */
	readonly recipesDir: string;
	readonly archives: NpmArchives;
	readonly roots: DebianRoots;
	readonly certificates: readonly string[];
	readonly labels: Labels;
	readonly onStep: (step: string, bytes: number) => void;
	readonly signal: AbortSignal;
}

/** Makes a base by its recipe, under its reference. Throws UserError `base-build-failed`, `engine-missing`, `cancelled`. */
export async function makeBase(request: MakeRequest): Promise<void> {
	const { recipe } = request.base;
	await (recipe.kind === 'debian-root' ? makeRoot(request, recipe) : buildBase(request, recipe));
}

async function makeRoot(request: MakeRequest, { suite, slim }: RootRecipe): Promise<void> {
	const { engine, base, roots, certificates, labels, onStep, signal } = request;
	const file = await roots.make(suite, architectureOf(engine), (step) => onStep(step, 0), signal);
	onStep('loading it into the engine', 0);
	await importRoot(engine, file, { reference: base.reference, slim, certificates, labels }, signal);
}

async function buildBase(request: MakeRequest, recipe: DockerfileRecipe): Promise<void> {
	const { base, recipesDir, certificates, labels, onStep } = request;
	if (recipe.archives) onStep('fetching packages from the npm registry', 0);
	const context = await contextOf(recipe, request);
	const dockerfile = await readFile(join(recipesDir, recipe.dockerfile), 'utf8');
	const { target } = recipe;
	const made = { context, dockerfile, target, buildArgs: recipe.arguments ?? {}, tags: [base.reference], labels };
	const variables = certificateVariables(base, certificates);
	if (recipe.version) {
		await buildWithVersion(request, recipe.version, made, variables);
	} else if (Object.keys(variables).length === 0) {
		await buildImage(request, made);
	} else {
		const lastStage = withVariables(target, variables);
		await buildImage(request, { ...made, dockerfile: `${dockerfile.trimEnd()}\n\n${lastStage}`, target: finalStage });
	}
}

/** The number is known only when the packages are installed, and a Dockerfile cannot read it into a variable. */
async function buildWithVersion(
	request: MakeRequest,
	version: NonNullable<DockerfileRecipe['version']>,
	made: ImageRequest,
	variables: Readonly<Record<string, string>>,
): Promise<void> {
	const { engine, base, signal } = request;
	const unfinished = `stagecraft/unfinished:${base.reference.replaceAll(/[^\w.-]/g, '-')}`;
	await buildImage(request, { ...made, tags: [unfinished], labels: { [labelNames.role]: 'base' } });
	try {
		const number = await readVersion(engine, unfinished, version.command, signal);
		await buildImage(request, {
			...made,
			dockerfile: withVariables(unfinished, { ...variables, [version.variable]: number }),
			target: finalStage,
		});
	} finally {
		await engine.images.remove(unfinished);
	}
}

async function contextOf(recipe: DockerfileRecipe, request: MakeRequest): Promise<BuildContext> {
	const { engine, recipesDir, archives, signal } = request;
	const folders = recipe.folders.map((folder) => [folder, directoryContext(join(recipesDir, folder))] as const);
	const contexts = Object.fromEntries(folders);
	if (recipe.archives === undefined) return mountContexts(contexts);
	const files = await archives.fetch(recipe.archives, architectureOf(engine), signal);
	return mountContexts({ ...contexts, packages: filesContext(files) });
}

/** The engine's processor, as Debian names it. */
function architectureOf(engine: Engine): string {
	return engine.facts.platform.split('/')[1] ?? '';
}
