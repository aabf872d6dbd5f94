/**
 * Images that are made once for all submissions of a lab. Such a one is named after everything that it is made of, kept on
 * the engine, and replaced when something of that changes.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import type { Labels } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { removeOlderImages } from './cleanup/sweep.ts';
import { collect } from './collect/collect.ts';
import type { Collected } from './collect/collected.ts';
import { collectLimits } from './collect/limits.ts';
import { copyFolder, type GradingContext, labelsFor } from './context.ts';
import { gatherBases } from './gather/base-facts.ts';

export type LabImageKind = 'before' | 'warm';

export interface LabImage {
	/** Hash over what it is made of. */
	readonly key: string;
	/** On the engine. */
	readonly tag: string;
	/** Those of an image that stays. */
	readonly labels: Labels;
}

export interface LabImageParts {
	readonly kind: LabImageKind;
	readonly analysis: DockerfileAnalysis;
	/** What it depends on besides the lab, the engine and the bases. */
	readonly madeFrom: readonly (string | number)[];
}

const keyLength = 16;

export async function labImage(
	context: GradingContext,
	{ kind, analysis, madeFrom }: LabImageParts,
): Promise<LabImage> {
	const { engine, loaded, database, signal } = context;
	const { ids } = await gatherBases(engine, analysis, signal);
	const { address, version, store, platform } = engine.facts;
	const parts = [...madeFrom, loaded.lab.id, address, version, store, platform, ...ids];
	const key = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, keyLength);
	return {
		key,
		tag: `stagecraft/${database.dataId}/${loaded.lab.id}-${kind}:${key}`,
		labels: { ...labelsFor(context, 'lab-build'), [labelNames.job]: jobOf(context, kind) },
	};
}

/** Of one lab and kind there is the newest only. */
export async function removeOlder(context: GradingContext, kind: LabImageKind, { tag }: LabImage): Promise<void> {
	await removeOlderImages(context.engine, jobOf(context, kind), tag);
}

function jobOf({ loaded, database }: GradingContext, kind: LabImageKind): string {
	return `${database.dataId}.${loaded.lab.id}-${kind}`;
}

/** The starter's files, in a private copy of this name. `dockerfiles`: those whose ignore files say what need not be copied. */
export function collectStarter(
	context: GradingContext,
	name: string,
	dockerfiles: readonly string[],
): Promise<Collected> {
	const { lab, dir } = context.loaded;
	return collect({
		from: join(dir, 'starter'),
		to: copyFolder(context, name),
		limits: collectLimits(lab.limits),
		dockerfiles,
		kept: [],
		signal: context.signal,
	});
}
