/**
 * The image that a submission is compared with. Built from the lab's own starter, it is the same for everyone: built once
 * for an engine, its bases and the starter, kept on the engine and its analysis in the data folder.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { labelNames } from '#engine/labels.ts';
import type { BuildEvidence, ImageEvidence } from '#grade/evidence.ts';
import type { Report } from '#protocol/report.ts';
import { buildImage, measureImage } from './build/build-image.ts';
import type { Leases } from './cleanup/leases.ts';
import { removeOlderImages } from './cleanup/sweep.ts';
import { collect } from './collect/collect.ts';
import type { Collected } from './collect/collected.ts';
import { readDockerfile, readIgnoreText } from './collect/dockerfile-text.ts';
import { collectLimits } from './collect/limits.ts';
import { copyFolder, type GradingContext, labelsFor } from './context.ts';
import { gatherBases } from './gather/base-facts.ts';

export interface BeforeEvidence {
	readonly build: BuildEvidence;
	readonly image?: ImageEvidence;
	readonly bases: Report['bases'];
	readonly dockerfile: { readonly path: string; readonly text: string; readonly analysis: DockerfileAnalysis };
}

/** Grows with each change of what is kept, so that an older file is not read. */
const keptVersion = 1;

/** Gives the starter's image, building it when it is not there. Callers at the same time wait for one build. */
export async function starterImage(context: GradingContext, leases: Leases): Promise<BeforeEvidence> {
	const { lab, dir } = context.loaded;
	const { dockerfile, target } = lab.images.before;
	await using collected = await collect({
		from: join(dir, 'starter'),
		to: copyFolder(context, 'starter'),
		limits: collectLimits(lab.limits),
		dockerfiles: [dockerfile],
		kept: [],
		signal: context.signal,
	});
	const found = await readDockerfile(collected, dockerfile);
	if (!found.ok) throw new Error(`The starter of the lab ${lab.id}: ${found.problem.message}`);
	const { platform } = context.engine.facts;
	const analysis = parseDockerfile(found.text, { platform, target });
	const starter = { path: found.path, text: found.text, analysis };
	const key = await keyOf(context, collected, analysis);
	using _lease = await leases.take(`before ${key}`, context.signal);
	return (await readKept(context, key, starter)) ?? (await buildAndKeep(context, key, collected, starter));
}

type Dockerfile = BeforeEvidence['dockerfile'];

async function buildAndKeep(
	context: GradingContext,
	key: string,
	collected: Collected,
	dockerfile: Dockerfile,
): Promise<BeforeEvidence> {
	const { tag, target } = context.loaded.lab.images.before;
	const labels = { ...labelsFor(context, 'lab-build'), [labelNames.job]: jobOf(context) };
	const ignoreText = await readIgnoreText(collected, dockerfile.path);
	const engineTag = tagOf(context, key);
	const wanted = { image: 'before' as const, tag, engineTag, labels, collected, dockerfile, ignoreText, target };
	context.onEvent({ kind: 'phase', phase: 'Build the image to compare with', detail: 'Only needed once' });
	const built = await buildImage(context, wanted);
	const bases = [...(built.bases?.report ?? [])];
	if (built.imageId === undefined) return { build: built.evidence, bases, dockerfile };
	context.onEvent({ kind: 'phase', phase: 'Measure the image to compare with', detail: 'Only needed once' });
	const measured = await measureImage(context, { ...built, imageId: built.imageId }, wanted);
	const evidence: BeforeEvidence = { ...measured, bases, dockerfile };
	if (measured.image !== undefined) await keep(context, key, evidence);
	await removeOlderImages(context.engine, jobOf(context), engineTag);
	return evidence;
}

/** Everything that the image depends on. */
async function keyOf(context: GradingContext, collected: Collected, analysis: DockerfileAnalysis): Promise<string> {
	const { engine, loaded, signal } = context;
	const { ids } = await gatherBases(engine, analysis, signal);
	const { address, version, store, platform } = engine.facts;
	const parts = [keptVersion, loaded.lab.id, collected.hash, address, version, store, platform, ...ids];
	return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

function tagOf({ loaded, database }: GradingContext, key: string): string {
	return `stagecraft/${database.dataId}/${loaded.lab.id}-before:${key}`;
}

function jobOf({ loaded, database }: GradingContext): string {
	return `${database.dataId}.${loaded.lab.id}-before`;
}

function fileOf({ dataDir, loaded }: GradingContext, key: string): string {
	return join(dataDir, 'before', `${loaded.lab.id}-${key}.json`);
}

async function readKept(
	context: GradingContext,
	key: string,
	dockerfile: Dockerfile,
): Promise<BeforeEvidence | undefined> {
	const image = await context.engine.images.inspect(tagOf(context, key), { signal: context.signal });
	const text = await readFile(fileOf(context, key), 'utf8').catch(() => undefined);
	if (image === undefined || text === undefined) return undefined;
	try {
		// Written by `keep` under a name that holds the version of its shape, and moved in place whole.
		return { ...(JSON.parse(text) as Omit<BeforeEvidence, 'dockerfile'>), dockerfile };
	} catch {
		return undefined;
	}
}

async function keep(context: GradingContext, key: string, { build, image, bases }: BeforeEvidence): Promise<void> {
	const file = fileOf(context, key);
	await mkdir(join(context.dataDir, 'before'), { recursive: true });
	await writeFile(`${file}.${context.job}`, JSON.stringify({ build, image, bases }));
	await rename(`${file}.${context.job}`, file);
}
