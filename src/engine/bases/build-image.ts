import { UserError } from '#errors';
import type { BuildRequest, Engine } from '../engine.ts';
import { BuildWatch } from './build-watch.ts';
import type { Base } from './catalogue.ts';

/** Parts the recipes' build cache from the one of learners' builds. */
const cacheScope = 'stagecraft-bases';

interface Building {
	readonly engine: Engine;
	readonly base: Base;
	readonly onStep: (step: string, bytes: number) => void;
	readonly signal: AbortSignal;
}

export type ImageRequest = Omit<BuildRequest, 'sources' | 'cacheScope'>;

/** Builds one image on the way to a base. Throws UserError `base-build-failed` with the step and the end of its log. */
export async function buildImage({ engine, base, onStep, signal }: Building, request: ImageRequest): Promise<void> {
	const watch = new BuildWatch(onStep);
	const result = await engine.build(
		{ ...request, sources: 'any', cacheScope },
		{ signal, onEvent: (event) => watch.take(event) },
	);
	if (result.outcome === 'built') return;
	throw new UserError(
		'base-build-failed',
		`${base.reference} could not be made: ${watch.explain(result)}`,
		'Check that the engine reaches its Debian mirror, then run stagecraft prepare again: what is done is kept.',
	);
}
