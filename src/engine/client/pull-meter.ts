import type { PullProgress } from '../engine.ts';
import type { ProgressLine } from './api-schemas.ts';

/** Adds up what the layers of a pull report one by one. */
export class PullMeter {
	readonly #layers = new Map<string, { bytes: number; total: number }>();

	/** Takes one line of the engine's progress and gives the state of the whole pull. */
	add(line: ProgressLine): PullProgress {
		const { id, status = '', progressDetail } = line;
		if (id !== undefined) {
			const layer = this.#layers.get(id) ?? { bytes: 0, total: 0 };
			// Extracting counts the same bytes a second time.
			if (status === 'Downloading') {
				layer.bytes = progressDetail?.current ?? layer.bytes;
				layer.total = progressDetail?.total ?? layer.total;
			} else if (status === 'Download complete' || status === 'Pull complete') {
				layer.bytes = layer.total;
			}
			this.#layers.set(id, layer);
		}
		let bytes = 0;
		let totalBytes = 0;
		for (const layer of this.#layers.values()) {
			bytes += layer.bytes;
			totalBytes += layer.total;
		}
		return { status, bytes, totalBytes };
	}
}
