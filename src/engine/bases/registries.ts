import { cancelled } from '#errors';
import { splitRegistry } from '../client/reference.ts';
import type { Engine, PullProgress } from '../engine.ts';

/**
 * Time until a registry must have told something about the image it is asked for. A name that does not resolve fails
 * at once; this is for a network that swallows packets.
 */
const answerMilliseconds = 8000;

/** Where a mirror has an image: the host is exchanged, the path stays. */
export function mirrored(reference: string, mirror: string | undefined): string {
	return mirror === undefined ? reference : `${mirror}/${splitRegistry(reference).path}`;
}

/** What an engine says of an image when its registry answered that there is none. Anything else counts as no answer. */
const noSuchImage = /manifest unknown|manifest for .* not found|not found: manifest|repository does not exist/;

/** The registries of one run. One that did not answer once is not asked again. */
export class Registries {
	readonly #engine: Engine;
	readonly #mirror: string | undefined;
	/** By host: whether it answers, known as soon as the first pull from it has told anything. */
	readonly #answers = new Map<string, Promise<boolean>>();
	readonly #silent = new Set<string>();

	constructor(engine: Engine, mirror: string | undefined) {
		this.#engine = engine;
		this.#mirror = mirror;
	}

	/** Whether the registry of an image did not answer in this run. */
	isSilent(reference: string): boolean {
		return this.#silent.has(splitRegistry(mirrored(reference, this.#mirror)).registry);
	}

	/**
	 * Pulls an image, from the mirror where there is one, under its own name.
	 *
	 * @returns false when it cannot be had: the registry does not answer, or has no such image.
	 * @throws UserError `cancelled`.
	 */
	async pull(reference: string, onProgress: (progress: PullProgress) => void, signal: AbortSignal): Promise<boolean> {
		const source = mirrored(reference, this.#mirror);
		const host = splitRegistry(source).registry;
		const earlier = this.#answers.get(host);
		if (earlier !== undefined && !(await earlier)) return false;
		const { promise, resolve } = Promise.withResolvers<boolean>();
		if (earlier === undefined) this.#answers.set(host, promise);
		const silence = new AbortController();
		const timer = setTimeout(() => silence.abort(), answerMilliseconds);
		try {
			const heard = (progress: PullProgress): void => {
				clearTimeout(timer);
				resolve(true);
				onProgress(progress);
			};
			await this.#engine.images.pull(source, heard, { signal: AbortSignal.any([signal, silence.signal]) });
			resolve(true);
		} catch (error) {
			const answers = error instanceof Error && noSuchImage.test(error.message);
			if (!answers) this.#silent.add(host);
			resolve(answers);
			if (signal.aborted) throw cancelled('Preparing the bases');
			return false;
		} finally {
			clearTimeout(timer);
		}
		if (source !== reference) {
			await this.#engine.images.tag(source, reference);
			await this.#engine.images.remove(source);
		}
		return true;
	}
}
