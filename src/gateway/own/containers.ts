import { z } from 'zod';
import type { Labels } from '#engine/engine.ts';
import type { EngineApi } from '../http/engine-api.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import type { SessionNames } from '../names.ts';
import { filtersText, labelTerms } from './label-query.ts';
import { type PortBinding, portsOf } from './ports.ts';

/** A container of the session. */
export interface OwnContainer {
	/** All 64 digits. */
	readonly id: string;
	/** As the learner knows it. */
	readonly name: string;
	readonly state: string;
	readonly imageId: string;
	/** Its address in the session's network; undefined while it has none. */
	readonly address: string | undefined;
	readonly ports: readonly PortBinding[];
	/** Seconds since 1970. */
	readonly createdAt: number;
}

const listSchema = z.array(
	z.object({
		Id: z.string(),
		Names: z.array(z.string()).nullish(),
		State: z.string(),
		ImageID: z.string(),
		Created: z.number(),
		Labels: z.record(z.string(), z.string()).nullish(),
		NetworkSettings: z.object({
			Networks: z.record(z.string(), z.object({ IPAddress: z.string().nullish() })).nullish(),
		}),
	}),
);

const anId = /^[a-f0-9]{1,64}$/;

/** States in which a container uses memory and holds its ports. */
const liveStates: ReadonlySet<string> = new Set(['running', 'paused', 'restarting']);

export function isLive({ state }: OwnContainer): boolean {
	return liveStates.has(state);
}

/** The containers of one session: those with its labels and its kind of name. The engine's list is the only record. */
export class OwnContainers {
	readonly #engine: EngineApi;
	readonly #names: SessionNames;
	readonly #labels: Labels;

	constructor(engine: EngineApi, names: SessionNames, labels: Labels) {
		this.#engine = engine;
		this.#names = names;
		this.#labels = labels;
	}

	async list(signal?: AbortSignal): Promise<readonly OwnContainer[]> {
		const listed = await this.#engine.json({
			method: 'GET',
			path: '/containers/json',
			query: { all: true, filters: filtersText({ label: labelTerms(this.#labels) }) },
			...(signal && { signal }),
		});
		return listSchema.parse(listed).flatMap((container) => {
			const name = (container.Names ?? [])
				.map((text) => this.#names.containerOut(text))
				.find((text) => text !== undefined);
			if (name === undefined) return [];
			const address = container.NetworkSettings.Networks?.[this.#names.network]?.IPAddress;
			return {
				id: container.Id,
				name,
				state: container.State,
				imageId: container.ImageID,
				address: address || undefined,
				ports: portsOf(container.Labels ?? {}),
				createdAt: container.Created,
			};
		});
	}

	/**
	 * The container that a learner means: by id, by name, by the beginning of its id.
	 *
	 * @throws Refusal 404 in the engine's words, for the containers of others too.
	 */
	async find(reference: string, signal?: AbortSignal): Promise<OwnContainer> {
		const own = await this.list(signal);
		const exact = own.find(({ id, name }) => id === reference || name === reference);
		if (exact) return exact;
		const started = anId.test(reference) ? own.filter(({ id }) => id.startsWith(reference)) : [];
		const [found, ...others] = started;
		if (others.length > 0) throw badRequest(`multiple IDs found with provided prefix: ${reference}`);
		if (found === undefined) throw notFound(`No such container: ${reference}`);
		return found;
	}
}
