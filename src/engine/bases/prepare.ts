import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cancelled } from '#errors';
import type { Engine } from '../engine.ts';
import { tryLock } from '../try-lock.ts';
import { type Catalogue, findBase } from './catalogue.ts';
import { DebianRoots } from './debian-root.ts';
import { dropDownloads } from './drop-downloads.ts';
import { NpmArchives } from './npm-archives.ts';
import { Preparation } from './preparation.ts';
import { Presence, presentState } from './presence.ts';
import { recipeHashes } from './recipe-hash.ts';
import { Registries } from './registries.ts';
import { readSharedProgress, SharedProgress } from './shared-progress.ts';
import { type BaseState, type OnStates, StateBook } from './state.ts';

/** Pause between two looks at a preparation that another process carries out. */
const lookMilliseconds = 500;

export interface PrepareRequest {
	readonly engine: Engine;
	readonly catalogue: Catalogue;
	/** Folder of the catalogue and its recipes. */
	readonly recipesDir: string;
	/** References, the most urgent first. */
	readonly wanted: readonly string[];
	/** `auto`: pull where a registry answers, else make them here. `offline`: make them here. */
	readonly mode: 'auto' | 'offline';
	/** Host (and port) of a mirror that is asked instead of the registries. */
	readonly mirror?: string;
	/** Data folder of the installation. */
	readonly dataDir: string;
	/** Certificate authorities that the host trusts besides the public ones, as PEM texts. */
	readonly certificates: readonly string[];
	readonly signal: AbortSignal;
	/** Told on each change, with the states of all bases of the preparation. */
	readonly onProgress: OnStates;
}

/**
 * Makes the wanted bases present on the engine.
 *
 * One preparation runs at a time for a data folder, in whatever process: others wait for it and share what it makes.
 * A base that fails does not stop those that do not need it. What is done is kept when it is interrupted.
 *
 * @returns the states of all bases that were worked on or wanted; a failed one has its `problem`.
 * @throws UserError `base-unavailable` for a reference without a recipe, `cancelled`, `engine-request-failed`.
 */
export async function prepareBases(request: PrepareRequest): Promise<readonly BaseState[]> {
	const { engine, catalogue, recipesDir, wanted, certificates, dataDir, signal, onProgress } = request;
	for (const reference of wanted) findBase(catalogue, reference);
	const hashes = recipeHashes(catalogue, recipesDir, certificates);
	const presence = new Presence(engine, hashes, certificates);
	const folder = join(dataDir, 'bases');
	await mkdir(folder, { recursive: true });
	const progressFile = join(folder, 'progress.json');
	for (;;) {
		const { states, complete } = await lookFor(wanted, presence, signal);
		if (complete) {
			onProgress(states);
			return states;
		}
		using lock = tryLock(join(folder, 'lock'));
		if (lock === undefined) {
			onProgress(merged(states, await readSharedProgress(progressFile)));
			await pause(signal);
			continue;
		}
		await using shared = new SharedProgress(progressFile);
		const book = new StateBook((all) => {
			shared.tell(all);
			onProgress(all);
		});
		const registries = request.mode === 'auto' ? new Registries(engine, request.mirror) : undefined;
		const rootsDir = join(folder, 'roots');
		const roots = new DebianRoots(rootsDir, join(recipesDir, 'debian', 'customize.sh'));
		const archives = new NpmArchives(join(folder, 'archives'));
		await new Preparation({ ...request, registries, roots, archives, hashes, presence, book }).run();
		if (book.all.every(({ state }) => state === 'present')) await dropDownloads(engine, rootsDir, signal);
		return book.all;
	}
}

async function pause(signal: AbortSignal): Promise<void> {
	await delay(lookMilliseconds, undefined, { signal }).catch(() => {
		throw cancelled('Preparing the bases');
	});
}

/** The states of bases as the engine has them, without doing anything about it. */
async function lookFor(
	references: readonly string[],
	presence: Presence,
	signal: AbortSignal,
): Promise<{ readonly states: readonly BaseState[]; readonly complete: boolean }> {
	const book = new StateBook(() => undefined);
	const found = await Promise.all(references.map((reference) => presence.find(reference, signal)));
	for (const [index, reference] of references.entries())
		book.set(reference, found[index] ? presentState(found[index]) : {});
	return { states: book.all, complete: found.every((base) => base !== undefined) };
}

/** What the engine has counts; of the rest, what the one who prepares tells. */
function merged(own: readonly BaseState[], shared: readonly BaseState[]): readonly BaseState[] {
	return own.map((state) =>
		state.state === 'present' ? state : (shared.find(({ reference }) => reference === state.reference) ?? state),
	);
}
