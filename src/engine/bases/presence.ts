import type { Engine, Labels } from '../engine.ts';
import { labelNames } from '../labels.ts';
import { pulledHash, type RecipeHashes } from './recipe-hash.ts';
import type { BaseState } from './state.ts';

/** A base that the engine has. */
export interface PresentBase {
	readonly origin: BaseState['origin'];
	readonly bytes: number;
}

/** The state of a base that is there. */
export function presentState({ origin, bytes }: PresentBase): Pick<BaseState, 'state' | 'step' | 'origin' | 'bytes'> {
	return { state: 'present', step: 'present', origin, bytes };
}

/** Where an image with these labels came from. */
export function originOf(labels: Labels): BaseState['origin'] {
	const origin = labels[labelNames.baseOrigin];
	if (origin === undefined) return 'user';
	return origin === 'offline' || origin === 'registry' ? origin : 'unknown';
}

/** Labels of a base that we prepare. */
export function baseLabels(origin: 'offline' | 'registry', recipe: string): Labels {
	return { [labelNames.role]: 'base', [labelNames.baseOrigin]: origin, [labelNames.baseRecipe]: recipe };
}

/** Looks whether the engine has a base as it should be: the user's own image, or one of ours from today's recipe. */
export class Presence {
	readonly #engine: Engine;
	readonly #hashes: RecipeHashes;
	readonly #certificates: readonly string[];

	constructor(engine: Engine, hashes: RecipeHashes, certificates: readonly string[]) {
		this.#engine = engine;
		this.#hashes = hashes;
		this.#certificates = certificates;
	}

	async find(reference: string, signal?: AbortSignal): Promise<PresentBase | undefined> {
		const image = await this.#engine.images.inspect(reference, signal && { signal });
		if (image === undefined) return undefined;
		const origin = originOf(image.labels);
		const recipe = image.labels[labelNames.baseRecipe];
		const asItShouldBe =
			origin === 'user' ||
			recipe === pulledHash(reference, this.#certificates) ||
			recipe === (await this.#hashes(reference));
		return asItShouldBe ? { origin, bytes: image.engineSize } : undefined;
	}
}
