/**
 * The image that a submission is compared with. Built from the lab's own starter, it is the same for everyone: built once
 * for an engine, its bases and the starter, kept on the engine and its analysis in the data folder.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import type { BuildEvidence, ImageEvidence } from '#grade/evidence.ts';
import type { Report } from '#protocol/report.ts';
import { doesNotBuild } from './build/build-failure.ts';
import { buildImage, measureImage } from './build/build-image.ts';
import type { Leases } from './cleanup/leases.ts';
import type { Collected } from './collect/collected.ts';
import { readDockerfile, readIgnoreText } from './collect/dockerfile-text.ts';
import type { GradingContext } from './context.ts';
import { collectStarter, type LabImage, labImage, removeOlder } from './lab-image.ts';

export interface BeforeEvidence {
	readonly build: BuildEvidence;
	readonly image?: ImageEvidence;
	readonly bases: Report['bases'];
	readonly dockerfile: { readonly path: string; readonly text: string; readonly analysis: DockerfileAnalysis };
}

/** What is the same for everyone, some megabytes of it: all files of the image. */
export type KeptBefore = Omit<BeforeEvidence, 'dockerfile'>;

/** Grows with each change of what is kept, so that an older file is not read. */
const keptVersion = 1;

/** Gives the starter's image, building it when it is not there. Callers at the same time wait for one build. */
export async function starterImage(context: GradingContext, leases: Leases): Promise<BeforeEvidence> {
	const { lab } = context.loaded;
	const { dockerfile, target } = lab.images.before;
	await using collected = await collectStarter(context, 'starter', [dockerfile]);
	const found = await readDockerfile(collected, dockerfile);
	if (!found.ok) throw new Error(`The starter of the lab ${lab.id}: ${found.problem.message}`);
	const { platform } = context.engine.facts;
	const analysis = parseDockerfile(found.text, { platform, target });
	const starter = { path: found.path, text: found.text, analysis };
	const image = await labImage(context, { kind: 'before', analysis, madeFrom: [keptVersion, collected.hash] });
	const onWait = (): void => {
		context.onEvent({
			kind: 'phase',
			phase: 'Wait for the image to compare with',
			detail: 'It is being built already',
		});
	};
	using _lease = await leases.take(`before ${image.key}`, context.signal, onWait);
	return (await readKept(context, image, starter)) ?? (await buildAndKeep(context, image, collected, starter));
}

/** Makes that image before anybody needs it. Nothing for a lab whose learners bring their own. Throws UserError `build-failed`. */
export async function prebuildStarter(context: GradingContext, leases: Leases): Promise<void> {
	const { lab } = context.loaded;
	if (lab.images.before.from !== 'starter') return;
	const { build } = await starterImage(context, leases);
	if (build.outcome === 'built') return;
	const what = `The image to compare with of the lab ${lab.id}`;
	throw doesNotBuild(what, build, 'It is built again when somebody is graded.');
}

type Dockerfile = BeforeEvidence['dockerfile'];

async function buildAndKeep(
	context: GradingContext,
	lab: LabImage,
	collected: Collected,
	dockerfile: Dockerfile,
): Promise<BeforeEvidence> {
	const { tag, target } = context.loaded.lab.images.before;
	const { tag: engineTag, labels } = lab;
	const ignoreText = await readIgnoreText(collected, dockerfile.path);
	const wanted = { image: 'before' as const, tag, engineTag, labels, collected, dockerfile, ignoreText, target };
	context.onEvent({ kind: 'phase', phase: 'Build the image to compare with', detail: 'Only needed once' });
	const built = await buildImage(context, wanted);
	const bases = [...(built.bases?.report ?? [])];
	if (built.imageId === undefined) return { build: built.evidence, bases, dockerfile };
	context.onEvent({ kind: 'phase', phase: 'Measure the image to compare with', detail: 'Only needed once' });
	const measured = await measureImage(context, { ...built, imageId: built.imageId }, wanted);
	const evidence: BeforeEvidence = { ...measured, bases, dockerfile };
	if (measured.image !== undefined) await keep(context, lab, evidence);
	await removeOlder(context, 'before', lab);
	return evidence;
}

function fileOf({ dataDir, loaded }: GradingContext, { key }: LabImage): string {
	return join(dataDir, 'before', `${loaded.lab.id}-${key}.json`);
}

async function readKept(
	context: GradingContext,
	lab: LabImage,
	dockerfile: Dockerfile,
): Promise<BeforeEvidence | undefined> {
	const image = await context.engine.images.inspect(lab.tag, { signal: context.signal });
	if (image === undefined) return undefined;
	const kept = await context.befores.get(lab.key, () => readFileOf(context, lab));
	return kept && { ...kept, dockerfile };
}

async function readFileOf(context: GradingContext, lab: LabImage): Promise<KeptBefore | undefined> {
	const text = await readFile(fileOf(context, lab), 'utf8').catch(() => undefined);
	if (text === undefined) return undefined;
	try {
		// Written by `keep` under a name that holds the version of its shape, and moved in place whole.
		return JSON.parse(text) as KeptBefore;
	} catch {
		return undefined;
	}
}

async function keep(context: GradingContext, lab: LabImage, { build, image, bases }: BeforeEvidence): Promise<void> {
	const file = fileOf(context, lab);
	await mkdir(join(context.dataDir, 'before'), { recursive: true });
	await writeFile(`${file}.${context.job}`, JSON.stringify({ build, image, bases }));
	await rename(`${file}.${context.job}`, file);
}
