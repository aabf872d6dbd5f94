/** The engine and the bases that a command works with, with their progress shown. */

import { endBases } from '#engine/bases/catalogue.ts';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import { attendPackages, newBases, type PackagesOutcome } from '#engine/bases/packages.ts';
import { prepareBases } from '#engine/bases/prepare.ts';
import type { BaseState } from '#engine/bases/state.ts';
import type { Engine } from '#engine/engine.ts';
import { hostExtraCertificates } from '#engine/host-certificates.ts';
import { openEngine } from '#engine/open.ts';
import { UserError } from '#errors';
import type { CliContext } from './context.ts';
import { baseRow, engineRow } from './progress-rows.ts';
import { basesDir } from './project.ts';

/** Finds or starts the engine. Dispose it. */
export async function openWorkEngine(context: CliContext, dataDir: string): Promise<Engine> {
	const engine = await openEngine({
		dataDir,
		env: context.environment.variables,
		onProgress: (progress) => context.progress.show([engineRow(progress)]),
		signal: context.signal,
	});
	context.progress.finish();
	return engine;
}

export interface PrepareInput {
	readonly engine: Engine;
	readonly dataDir: string;
	/** Default: all that people work with, the image of the terminal too. */
	readonly wanted?: readonly string[] | undefined;
	readonly offline: boolean;
	readonly mirror?: string | undefined;
	/** Has the packages of all these bases looked after, not of new ones alone, and is told the outcome. */
	readonly onPackages?: (outcome: PackagesOutcome) => void;
}

/** Makes bases present and gives their states; a failed one is in there. */
export async function prepareForWork(context: CliContext, input: PrepareInput): Promise<readonly BaseState[]> {
	const catalogue = await loadCatalogue(basesDir);
	const states = await prepareBases({
		engine: input.engine,
		catalogue,
		recipesDir: basesDir,
		wanted: input.wanted ?? endBases(catalogue),
		mode: input.offline ? 'offline' : 'auto',
		...(input.mirror !== undefined && { mirror: input.mirror }),
		dataDir: input.dataDir,
		certificates: await hostExtraCertificates(),
		signal: context.signal,
		onProgress: (bases) => context.progress.show(bases.map(baseRow)),
	});
	context.progress.finish();
	const asked = input.onPackages === undefined ? newBases(states) : states.map(({ reference }) => reference);
	const { engine } = input;
	const { signal } = context;
	const outcome = await attendPackages({ engine, catalogue, recipesDir: basesDir, references: asked, signal });
	input.onPackages?.(outcome);
	return states;
}

/** Throws the problem of the first base that is not there. */
export function requireBases(states: readonly BaseState[]): void {
	const failed = states.find((base) => base.state !== 'present');
	if (failed === undefined) return;
	throw new UserError(
		'base-unavailable',
		failed.problem?.message ?? `The base ${failed.reference} could not be prepared.`,
		failed.problem?.hint ?? 'Run `stagecraft prepare` to try again.',
	);
}
