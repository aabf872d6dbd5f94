/** Layers of bases that were scanned before: they are the same, byte for byte, in every image on the base. */
import type { LayerBlob } from './layer-blob.ts';

export interface KnownLayers {
	/** `diffId`: digest of the layer's tar, `sha256:…`. */
	find(diffId: string): LayerBlob | undefined;
	keep(diffId: string, layer: LayerBlob): void;
}

/** Entries of all layers that are kept together, a few hundred bytes each: some ten slim bases. */
const defaultEntries = 60_000;

/** Keeps the layers that were used last. */
export class LayerMemory implements KnownLayers {
	readonly #layers = new Map<string, LayerBlob>();
	readonly #most: number;
	#entries = 0;

	constructor(most = defaultEntries) {
		this.#most = most;
	}

	find(diffId: string): LayerBlob | undefined {
		const layer = this.#layers.get(diffId);
		if (layer === undefined) return undefined;
		this.#layers.delete(diffId);
		this.#layers.set(diffId, layer);
		return layer;
	}

	keep(diffId: string, layer: LayerBlob): void {
		this.#drop(diffId);
		this.#layers.set(diffId, layer);
		this.#entries += layer.entries.length;
		for (const oldest of this.#layers.keys()) {
			if (this.#entries <= this.#most) break;
			this.#drop(oldest);
		}
	}

	#drop(diffId: string): void {
		this.#entries -= this.#layers.get(diffId)?.entries.length ?? 0;
		this.#layers.delete(diffId);
	}
}

/** Of what is scanned, keeps these layers alone. */
export function onlyLayers(known: KnownLayers, diffIds: readonly string[]): KnownLayers {
	return {
		find: (diffId) => known.find(diffId),
		keep: (diffId, layer) => {
			if (diffIds.includes(diffId)) known.keep(diffId, layer);
		},
	};
}
