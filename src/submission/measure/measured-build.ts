/** One reference build and everything that is measured of it; what several measures need is made once. */
import type { ImageEvidence } from '#grade/evidence.ts';
import { FileIndex } from '#grade/file-index.ts';
import type { Measure } from '#lab/experiment.ts';
import type { Measurement, MeasurementOf } from '#lab/measured.ts';
import type { AnalysisStore } from '../gather/analysis-store.ts';
import { gatherBases } from '../gather/base-facts.ts';
import { gatherImage } from '../gather/image-evidence.ts';
import type { TransferStore } from '../gather/transfer-store.ts';
import type { BuildSpec } from './build-spec.ts';
import { imageNumbers } from './image-numbers.ts';
import type { MeasuringBench, TimedBuild } from './measuring-bench.ts';

/** Room for the largest base with a compiler and its packages. */
const imageBytes = 8 * 1024 ** 3;
/** Output of a run that a page shows. */
const shownCharacters = 4000;
/** A program that takes this long does not end by itself. */
const runMilliseconds = 60_000;
/** A program that was just started may not yet have said how it wants to be stopped. */
const settleMilliseconds = 1500;

type Numbers = Measurement extends infer Each
	? Each extends Measurement
		? Omit<Each, 'id' | 'run' | 'built'>
		: never
	: never;

export interface Stores {
	readonly analyses: AnalysisStore;
	readonly transfers: TransferStore;
}

export type Edit = { readonly path: string; readonly change: (bytes: Uint8Array) => Uint8Array };

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8').slice(0, shownCharacters);

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

export class MeasuredBuild {
	readonly spec: BuildSpec;
	readonly #bench: MeasuringBench;
	readonly #stores: Stores;
	readonly #signal: AbortSignal;
	readonly #scope: string;
	#first: Promise<TimedBuild> | undefined;
	#image: Promise<ImageEvidence> | undefined;

	constructor(spec: BuildSpec, bench: MeasuringBench, stores: Stores, signal: AbortSignal) {
		this.spec = spec;
		this.#bench = bench;
		this.#stores = stores;
		this.#signal = signal;
		this.#scope = bench.freshScope();
	}

	/** @param edit what `after-edit` changes. */
	async measure(measure: Measure, edit?: Edit): Promise<Numbers> {
		switch (measure.kind) {
			case 'image': {
				const { analysis, sizes, baseLayers } = await this.#analysed();
				return { kind: 'image', ...imageNumbers(analysis, sizes.engine, baseLayers) };
			}
			case 'build':
				return this.#timed(measure.condition, edit);
			case 'run':
				return this.#run(measure);
			case 'stop':
				return this.#stop(measure.graceSeconds);
			case 'paths': {
				const index = new FileIndex((await this.#analysed()).analysis);
				const present = Object.fromEntries(measure.paths.map((path) => [path, index.find(path) !== undefined]));
				return { kind: 'paths', present };
			}
			case 'layer-file': {
				const { analysis } = await this.#analysed();
				const path = measure.path.slice(1);
				const visible = analysis.files.some((file) => file.path === path);
				const hidden = analysis.hidden.filter((file) => file.path === path).length;
				return { kind: 'layer-file', layers: hidden + Number(visible), visible };
			}
			case 'history-text': {
				const { analysis } = await this.#analysed();
				return { kind: 'history-text', found: JSON.stringify(analysis.config).includes(measure.text) };
			}
		}
	}

	/** Without anything in the cache. Every later build of the same scope finds what this one made. */
	#cold(): Promise<TimedBuild> {
		this.#first ??= this.#bench.build(this.spec, { scope: this.#scope, cold: true });
		return this.#first;
	}

	async #timed(
		condition: 'first' | 'again' | 'after-edit',
		edit: Edit | undefined,
	): Promise<Omit<MeasurementOf<'build'>, 'id' | 'run' | 'built'>> {
		const first = await this.#cold();
		const before = this.spec.files.find(({ path }) => path === edit?.path);
		const edited = edit && before && { path: edit.path, bytes: edit.change(before.bytes) };
		const build =
			condition === 'first'
				? first
				: await this.#bench.build(this.spec, {
						scope: this.#scope,
						cold: false,
						...(condition === 'after-edit' && edited && { edited }),
					});
		return {
			kind: 'build',
			milliseconds: Math.round(build.result.milliseconds),
			contextBytes: build.result.contextBytes,
			steps: build.steps.map(({ step, startedMs }) => ({
				name: step.name,
				cached: step.cached,
				startedMs: Math.round(startedMs),
				milliseconds: Math.round(step.milliseconds),
			})),
		};
	}

	#analysed(): Promise<ImageEvidence> {
		this.#image ??= this.#analyse();
		return this.#image;
	}

	async #analyse(): Promise<ImageEvidence> {
		const { engine } = this.#bench;
		const { tag } = await this.#cold();
		const { baseLayers, ids } = await gatherBases(engine, this.spec.analysis, this.#signal);
		const { id } = await this.#bench.facts(tag);
		return gatherImage({
			...this.#stores,
			engine,
			tag,
			baseLayers,
			ref: id,
			maxBytes: imageBytes,
			madeFrom: [this.spec.dockerfileText, this.spec.target ?? '', ...ids],
			signal: this.#signal,
		});
	}

	async #run({
		args,
		entrypoint,
		stdin,
		times,
	}: Extract<Measure, { kind: 'run' }>): Promise<Omit<MeasurementOf<'run'>, 'id' | 'run' | 'built'>> {
		const { tag } = await this.#cold();
		const results = [];
		for (let round = 0; round < times; round += 1) {
			results.push(
				await this.#bench.run({
					image: tag,
					...(args.length > 0 && { cmd: args }),
					...(entrypoint !== undefined && { entrypoint: [entrypoint] }),
					...(stdin !== '' && { stdin: Buffer.from(stdin) }),
					timeoutMilliseconds: runMilliseconds,
				}),
			);
		}
		const last = results.at(-1);
		// As a shell tells a program that could not be started, or one that was ended from outside.
		const withoutStatus = last?.outcome === 'not-started' ? 127 : 137;
		return {
			kind: 'run',
			exitCode: last?.exitCode ?? withoutStatus,
			stdout: text(last?.stdout ?? new Uint8Array()),
			stderr:
				last?.outcome === 'not-started'
					? (last.error ?? '').slice(0, shownCharacters)
					: text(last?.stderr ?? new Uint8Array()),
			milliseconds: Math.round(median(results.map(({ milliseconds }) => milliseconds))),
		};
	}

	async #stop(graceSeconds: number): Promise<Omit<MeasurementOf<'stop'>, 'id' | 'run' | 'built'>> {
		const { tag } = await this.#cold();
		const result = await this.#bench.run({
			image: tag,
			timeoutMilliseconds: settleMilliseconds + graceSeconds * 1000,
			stop: { signal: 'SIGTERM', afterMilliseconds: settleMilliseconds },
		});
		return {
			kind: 'stop',
			exitCode: result.exitCode ?? 137,
			// One that does not answer is killed when the grace is over.
			milliseconds: Math.round(result.stopMilliseconds ?? graceSeconds * 1000),
		};
	}
}
