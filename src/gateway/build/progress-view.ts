import type { SessionNames } from '../names.ts';
import { learnerWords } from './learner-words.ts';
import { buildLimits } from './limits.ts';
import { type Progress, type ProgressLog, progressCodec } from './progress-messages.ts';

/** The progress of one build as its learner sees it: with the learner's own names, and no more log than the limit. */
export class ProgressView {
	readonly #names: SessionNames;
	readonly #limit: number;
	#taken = 0;

	constructor(names: SessionNames, limit: number = buildLimits.logBytes) {
		this.#names = names;
		this.#limit = limit;
	}

	/** A message of the engine's Status stream, made anew. */
	message(bytes: Uint8Array): Uint8Array {
		return progressCodec.encode(this.#translated(progressCodec.decode(bytes)));
	}

	#translated(progress: Progress): Progress {
		const words = (text: string) => learnerWords(text, this.#names);
		return {
			vertexes: progress.vertexes.map((vertex) => ({
				...vertex,
				name: words(vertex.name),
				error: words(vertex.error),
				progressGroup: vertex.progressGroup && { ...vertex.progressGroup, name: words(vertex.progressGroup.name) },
			})),
			statuses: progress.statuses.map((status) => ({ ...status, ID: words(status.ID), name: words(status.name) })),
			logs: progress.logs.flatMap((log) => this.#log(log)),
			warnings: progress.warnings.map((warning) => ({
				...warning,
				short: this.#inBytes(warning.short),
				detail: warning.detail.map((detail) => this.#inBytes(detail)),
			})),
		};
	}

	#inBytes(bytes: Uint8Array): Uint8Array {
		return Buffer.from(learnerWords(Buffer.from(bytes).toString('utf8'), this.#names));
	}

	/** What a step prints is passed on as it is: the learner's own program wrote it. */
	#log(log: ProgressLog): ProgressLog[] {
		if (this.#taken >= this.#limit) return [];
		const msg = log.msg.subarray(0, this.#limit - this.#taken);
		this.#taken += msg.length;
		if (this.#taken < this.#limit) return [{ ...log, msg }];
		const cut = Buffer.from(`\n[output above ${this.#limit} bytes is not shown]\n`);
		return [{ ...log, msg: Buffer.concat([msg, cut]) }];
	}
}
