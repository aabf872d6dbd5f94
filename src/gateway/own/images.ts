import { z } from 'zod';
import type { Labels } from '#engine/engine.ts';
import type { EngineApi } from '../http/engine-api.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { imageNameText, parseImageName } from '../image-name.ts';
import type { SessionNames } from '../names.ts';

const listedSchema = z.looseObject({
	Id: z.string(),
	RepoTags: z.array(z.string()).nullish(),
	Labels: z.record(z.string(), z.string()).nullish(),
	Size: z.number(),
	Created: z.number(),
});
export type ListedImage = z.infer<typeof listedSchema>;

/** An image that the learner may see. */
export interface VisibleImage {
	/** `sha256:…`. */
	readonly id: string;
	/** Names as the learner knows them. */
	readonly tags: readonly string[];
	/** Engine-side names that belong to the session. */
	readonly ownTags: readonly string[];
	/** Whether the engine knows it by names that are not the session's: it may then never be removed. */
	readonly shared: boolean;
	readonly listed: ListedImage;
}

/** A reference of a learner, and what the engine is to be asked for. */
export interface FoundImage extends VisibleImage {
	/** Engine-side name or id. */
	readonly reference: string;
	/** True when the learner wrote an id. */
	readonly byId: boolean;
}

const anId = /^(?:sha256:)?([a-f0-9]{1,64})$/;

/** The images of one session, and the bases. The engine's list is the only record. */
export class OwnImages {
	readonly #engine: EngineApi;
	readonly #names: SessionNames;
	readonly #labels: Labels;
	/** Short names with tags. */
	readonly #bases: ReadonlySet<string>;

	constructor(engine: EngineApi, names: SessionNames, labels: Labels, bases: readonly string[]) {
		this.#engine = engine;
		this.#names = names;
		this.#labels = labels;
		this.#bases = new Set(bases.map(normalised));
	}

	async list(signal?: AbortSignal, version?: string): Promise<readonly VisibleImage[]> {
		const listed = await this.#engine.json({
			method: 'GET',
			path: '/images/json',
			...(version !== undefined && { version }),
			...(signal && { signal }),
		});
		return z
			.array(listedSchema)
			.parse(listed)
			.flatMap((image) => this.see(image) ?? []);
	}

	/** What the learner sees of an image; undefined when nothing. */
	see(listed: ListedImage): VisibleImage | undefined {
		const engineTags = (listed.RepoTags ?? []).filter((tag) => tag !== '<none>:<none>');
		const ownTags = engineTags.filter((tag) => this.#names.imageOut(tag) !== undefined);
		const tags = engineTags.flatMap((tag) => this.#names.imageOut(tag) ?? (this.#bases.has(tag) ? tag : []));
		const labelled = Object.entries(this.#labels).every(([name, value]) => listed.Labels?.[name] === value);
		if (tags.length === 0 && !(engineTags.length === 0 && labelled)) return undefined;
		return { id: listed.Id, tags, ownTags, shared: engineTags.length > ownTags.length, listed };
	}

	/** What the learner calls an engine-side name; undefined when it is not theirs to see. */
	nameOut(tag: string): string | undefined {
		return this.#names.imageOut(tag) ?? (this.#bases.has(tag) ? tag : undefined);
	}

	/**
	 * The image that a learner means: an own name first, then a base, then an id or its beginning.
	 *
	 * @throws Refusal 404 in the engine's words, for the images of others too.
	 */
	async find(reference: string, signal?: AbortSignal): Promise<FoundImage> {
		const seen = await this.list(signal);
		const named = this.#named(seen, reference);
		if (named) return named;
		const [, digits] = anId.exec(reference) ?? [];
		const [found, ...others] = digits === undefined ? [] : seen.filter(({ id }) => id.startsWith(`sha256:${digits}`));
		if (others.length > 0) throw badRequest(`multiple IDs found with provided prefix: ${reference}`);
		if (found === undefined) throw notFound(`No such image: ${withTag(reference)}`);
		return { ...found, reference: found.id, byId: true };
	}

	#named(seen: readonly VisibleImage[], reference: string): FoundImage | undefined {
		const short = normalised(reference);
		const found = seen.find(({ ownTags }) => ownTags.some((tag) => this.#names.imageOut(tag) === short));
		const own = this.#names.imageIn(reference);
		if (found && own !== undefined) return { ...found, reference: own, byId: false };
		const base = this.#bases.has(short) ? seen.find(({ listed }) => listed.RepoTags?.includes(short)) : undefined;
		return base && { ...base, reference: short, byId: false };
	}
}

function normalised(reference: string): string {
	const name = parseImageName(reference);
	return name === undefined ? reference : imageNameText(name);
}

function withTag(reference: string): string {
	return normalised(reference).slice(0, 300);
}
