import { randomUUID } from 'node:crypto';
import { type Base, type Catalogue, defineCatalogue } from '#engine/bases/catalogue.ts';
import { type PrepareRequest, prepareBases } from '#engine/bases/prepare.ts';
import type { BaseState } from '#engine/bases/state.ts';
import type { Engine } from '#engine/engine.ts';
import { TempFolder } from './temp-folder.ts';
import { type TinyImage, tinyImage } from './tiny-image.ts';

/** What each base of the tiny catalogue builds on. */
const needs = { ground: [], middle: ['ground'], top: ['middle'], beside: ['ground'] } as const;
export type TinyBase = keyof typeof needs;

/**
 * A catalogue of small bases of its own on the tests' engine, made from files of this machine: `middle` stands on
 * `ground`, `top` on `middle`, `beside` on `ground`. Disposing removes all images.
 */
export class TinyBases implements AsyncDisposable {
	readonly catalogue: Catalogue;
	readonly folder: TempFolder;
	readonly #engine: Engine;
	readonly #image: TinyImage;
	readonly #name = `stagecraft-test/${randomUUID()}`;

	private constructor(engine: Engine, image: TinyImage, folder: TempFolder) {
		this.#engine = engine;
		this.#image = image;
		this.folder = folder;
		const bases = (Object.keys(needs) as TinyBase[]).map((base) => this.#entry(base));
		this.catalogue = defineCatalogue({ helper: this.reference('ground'), bases });
	}

	static async create(engine: Engine): Promise<TinyBases> {
		const bases = new TinyBases(engine, await tinyImage(engine), await TempFolder.create());
		await bases.recipe('ground', 'RUN true');
		await bases.recipe('middle', 'RUN true');
		await bases.recipe('top', 'RUN true');
		await bases.recipe('beside', 'RUN true');
		return bases;
	}

	/** An image with a shell that is in no catalogue. */
	get image(): string {
		return this.#image.ref;
	}

	reference(base: TinyBase): string {
		return `${this.#name}-${base}:1`;
	}

	/** Sets what a base's Dockerfile does above what it builds on. */
	async recipe(base: TinyBase, instructions: string): Promise<void> {
		const below = needs[base][0];
		const from = below === undefined ? this.#image.ref : this.reference(below);
		await this.folder.write({ [`recipes/${base}/Dockerfile`]: `FROM ${from} AS made\n${instructions}\n` });
	}

	prepare(wanted: readonly TinyBase[], more: Partial<PrepareRequest> = {}): Promise<readonly BaseState[]> {
		return prepareBases({
			engine: this.#engine,
			catalogue: this.catalogue,
			recipesDir: this.folder.join('recipes'),
			wanted: wanted.map((base) => this.reference(base)),
			mode: 'offline',
			dataDir: this.folder.join('data'),
			certificates: [],
			signal: new AbortController().signal,
			onProgress: () => undefined,
			...more,
		});
	}

	/** The states by the short names of their bases. */
	byName(states: readonly BaseState[]): Partial<Record<TinyBase, BaseState>> {
		const entries = (Object.keys(needs) as TinyBase[]).map((base) => {
			return [base, states.find(({ reference }) => reference === this.reference(base))] as const;
		});
		return Object.fromEntries(entries.filter(([, state]) => state !== undefined));
	}

	#entry(base: TinyBase): Base {
		return {
			reference: this.reference(base),
			published: true,
			certificateVariables: ['PIP_CERT'],
			recipe: {
				kind: 'dockerfile',
				dockerfile: `${base}/Dockerfile`,
				target: 'made',
				folders: [base],
				needs: needs[base].map((need) => this.reference(need)),
			},
		};
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const base of Object.keys(needs) as TinyBase[]) await this.#engine.images.remove(this.reference(base));
		await this.#image[Symbol.asyncDispose]();
		await this.folder[Symbol.asyncDispose]();
	}
}
