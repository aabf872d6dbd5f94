/**
 * Bounds what the containers of a session write into their file systems. The engine's overlay store knows no quota, so it is
 * looked at: often when little is left, seldom else.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { EngineRefusal } from '#engine/client/engine-refusal.ts';
import type { Labels } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { sizeText } from '#protocol/size-text.ts';
import type { EngineApi } from '../http/engine-api.ts';
import { Refusal } from '../http/refusal.ts';
import type { SessionNames } from '../names.ts';
import { filtersText, labelTerms } from './label-query.ts';

/** What a fast disk writes in a second: the next look comes before so much could fill what is left. */
const bytesPerSecond = 200_000_000;
const second = 1000;
/** Also of a session that has all of its room left. */
const longestPause = 10 * second;
/** Looking takes at most this part of the time: the engine walks through all files that were written. */
const lookingPart = 0.1;
/** A file system that the engine walks through for longer has millions of files, which nobody needs here. */
const longestLook = 60 * second;

const listSchema = z.array(z.object({ Id: z.string(), Names: z.array(z.string()).nullish(), State: z.string() }));
const sizeSchema = z.object({ SizeRw: z.number().nullish() });

interface Written {
	readonly id: string;
	/** As the learner knows it; undefined for the workspace. */
	readonly name: string | undefined;
	readonly isLive: boolean;
	readonly bytes: number;
}

export interface DiskWatchOptions {
	readonly engine: EngineApi;
	readonly names: SessionNames;
	/** Of the session; its workspace carries them with another role. */
	readonly labels: Labels;
	readonly limitBytes: number;
	/** Told why something was stopped, in a sentence for the learner. */
	readonly onStopped: (words: string) => void;
	readonly onFault: (error: unknown) => void;
}

export class DiskWatch implements AsyncDisposable {
	readonly #options: DiskWatchOptions;
	readonly #ended = new AbortController();
	readonly #watching: Promise<void>;
	/** Bytes that were written when it was looked last. */
	#bytes = 0;

	constructor(options: DiskWatchOptions) {
		this.#options = options;
		this.#watching = this.#watch();
	}

	/** @throws Refusal when the session has written as much as it may: nothing more is started then. */
	async mayWrite(signal: AbortSignal): Promise<void> {
		const { limitBytes } = this.#options;
		if (this.#bytes < limitBytes) return;
		// Something may have been removed since.
		const bytes = sum(await this.#look(signal));
		if (bytes >= limitBytes) throw new Refusal(`${tooMuchText(bytes, limitBytes)} Remove one by docker rm.`);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ended.abort();
		await this.#watching;
	}

	async #watch(): Promise<void> {
		const { signal } = this.#ended;
		let isTold = false;
		while (!signal.aborted) {
			const start = performance.now();
			try {
				await this.#bound(await this.#look(signal));
				isTold = false;
			} catch (error) {
				if (!signal.aborted && !isTold) this.#options.onFault(error);
				isTold = true;
			}
			const took = performance.now() - start;
			const left = Math.max(0, this.#options.limitBytes - this.#bytes) / bytesPerSecond;
			const pause = Math.min(longestPause, Math.max(second, left * second));
			await delay(Math.max(pause, took / lookingPart), undefined, { signal }).catch(() => undefined);
		}
	}

	async #look(signal: AbortSignal): Promise<readonly Written[]> {
		const { engine, labels, names } = this.#options;
		const { [labelNames.role]: _, ...ofSession } = labels;
		const filters = filtersText({ label: labelTerms(ofSession) });
		const listed = await engine.json({
			method: 'GET',
			path: '/containers/json',
			query: { all: true, filters },
			signal,
		});
		const written: Written[] = [];
		for (const { Id, Names, State } of listSchema.parse(listed)) {
			const name = (Names ?? []).map((text) => names.containerOut(text)).find((text) => text !== undefined);
			written.push({ id: Id, name, isLive: State !== 'exited', bytes: await this.#written(Id, signal) });
		}
		this.#bytes = sum(written);
		return written;
	}

	/** Infinity for more files than can be looked through; 0 for a container that is gone meanwhile. */
	async #written(id: string, signal: AbortSignal): Promise<number> {
		const tooLong = AbortSignal.timeout(longestLook);
		try {
			const path = `/containers/${id}/json`;
			const both = AbortSignal.any([signal, tooLong]);
			const found = await this.#options.engine.json({ method: 'GET', path, query: { size: true }, signal: both });
			return sizeSchema.parse(found).SizeRw ?? 0;
		} catch (error) {
			if (tooLong.aborted && !signal.aborted) return Number.POSITIVE_INFINITY;
			if (error instanceof EngineRefusal && error.status === 404) return 0;
			throw error;
		}
	}

	/** Stops what has written most, until what runs may go on. */
	async #bound(written: readonly Written[]): Promise<void> {
		const { engine, limitBytes, onStopped } = this.#options;
		if (sum(written) < limitBytes) return;
		const [largest] = written.filter(({ isLive }) => isLive).toSorted((one, other) => other.bytes - one.bytes);
		if (largest === undefined || largest.bytes === 0) return;
		try {
			await engine.run({ method: 'POST', path: `/containers/${largest.id}/kill` });
		} catch (error) {
			// It ended by itself.
			if (error instanceof EngineRefusal) return;
			throw error;
		}
		const reason = tooMuchText(sum(written), limitBytes);
		onStopped(
			largest.name === undefined
				? `The workspace was started anew. ${reason}`
				: `The container ${largest.name} was stopped. ${reason} Remove one by docker rm.`,
		);
	}
}

function sum(written: readonly Written[]): number {
	return written.reduce((bytes, each) => bytes + each.bytes, 0);
}

function tooMuchText(bytes: number, limit: number): string {
	const held = Number.isFinite(bytes) ? `${sizeText(bytes)} of files` : 'more files than can be counted';
	return `The containers of this session have written ${held}; ${sizeText(limit)} is what they may.`;
}
