/** An engine on which reference builds are measured: every image that was built for it goes when it is disposed. */
import { randomBytes } from 'node:crypto';
import type { BuildResult, BuildStep, Engine, ImageFacts, RunRequest, RunResult } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { UserError } from '#errors';
import { doesNotBuild } from '../build/build-failure.ts';
import { removeImage } from '../cleanup/sweep.ts';
import { type BuildSpec, contextOf } from './build-spec.ts';

const mebibyte = 1024 * 1024;
const idBytes = 6;

/** Our own builds: the limits only guard against a mistake in one of them. */
const buildLimits = { memoryBytes: 4096 * mebibyte, pids: 2048, cpus: 8, fileBytes: 4096 * mebibyte };
const runLimits = { memoryBytes: 512 * mebibyte, pids: 128, cpus: 2 };
const outputBytes = 64 * 1024;

export interface TimedStep {
	readonly step: BuildStep;
	/** After the start of the build. */
	readonly startedMs: number;
}

export interface TimedBuild {
	readonly result: BuildResult;
	readonly tag: string;
	/** Steps of the Dockerfile and of the context, in the order in which they started. */
	readonly steps: readonly TimedStep[];
}

export interface TimedBuildRequest {
	/** Builds of one scope share their cache, and with no other. */
	readonly scope: string;
	readonly cold: boolean;
	readonly edited?: { readonly path: string; readonly bytes: Uint8Array };
}

export class MeasuringBench implements AsyncDisposable {
	readonly engine: Engine;
	readonly id = randomBytes(idBytes).toString('hex');
	readonly #owner: string;
	readonly #signal: AbortSignal;
	readonly #cacheBefore: ReadonlySet<string>;

	private constructor(engine: Engine, owner: string, signal: AbortSignal, cache: ReadonlySet<string>) {
		this.engine = engine;
		this.#owner = owner;
		this.#signal = signal;
		this.#cacheBefore = cache;
	}

	/** `owner`: names the data folder on the engine, for labels. */
	static async open(engine: Engine, owner: string, signal: AbortSignal): Promise<MeasuringBench> {
		const before = new Set((await engine.cache.list({ signal })).map(({ id }) => id));
		return new MeasuringBench(engine, owner, signal, before);
	}

	get #labels() {
		return { [labelNames.role]: 'helper', [labelNames.owner]: this.#owner, [labelNames.job]: this.id };
	}

	/** A scope that no build has used. */
	freshScope(): string {
		return `measure-${this.id}-${randomBytes(idBytes).toString('hex')}`;
	}

	/** @throws UserError `build-failed` that names the folder: a reference build has to build. */
	async build(spec: BuildSpec, { scope, cold, edited }: TimedBuildRequest): Promise<TimedBuild> {
		const tag = `stagecraft/measure/${this.id}:${randomBytes(idBytes).toString('hex')}`;
		const steps = new Map<string, TimedStep>();
		const start = performance.now();
		const result = await this.engine.build(
			{
				context: contextOf(spec, edited),
				dockerfile: spec.dockerfileText,
				...(spec.ignoreText !== undefined && { dockerignore: spec.ignoreText }),
				...(spec.target !== undefined && { target: spec.target }),
				tags: [tag],
				labels: this.#labels,
				sources: spec.bases.map(({ normalised }) => normalised),
				secrets: spec.secrets,
				noCache: cold,
				limits: buildLimits,
				cacheScope: scope,
			},
			{
				signal: this.#signal,
				onEvent: (event) => {
					if (event.kind !== 'step' || event.step.status === 'pending') return;
					const startedMs = steps.get(event.step.id)?.startedMs ?? performance.now() - start;
					steps.set(event.step.id, { step: event.step, startedMs });
				},
			},
		);
		if (result.outcome === 'failed') {
			const hint = 'A reference build has to build: mend it, then measure again.';
			throw doesNotBuild(`${spec.folder}/${spec.dockerfile}`, result, hint);
		}
		return { result, tag, steps: [...steps.values()].sort((a, b) => a.startedMs - b.startedMs) };
	}

	async facts(tag: string): Promise<ImageFacts> {
		const facts = await this.engine.images.inspect(tag, { signal: this.#signal });
		if (facts !== undefined) return facts;
		throw new UserError('image-not-found', `The image ${tag} is gone.`, 'Measure again.');
	}

	run(request: Omit<RunRequest, 'labels' | 'limits' | 'outputBytes'>): Promise<RunResult> {
		const whole = { ...request, labels: this.#labels, limits: runLimits, outputBytes };
		return this.engine.containers.run(whole, { signal: this.#signal });
	}

	/** Also after the measuring was cancelled. The cache of our builds is of no use to anyone. */
	async [Symbol.asyncDispose](): Promise<void> {
		for (const { id, tags } of await this.engine.images.list(this.#labels)) await removeImage(this.engine, id, tags);
		const left = (await this.engine.cache.list()).filter(({ id }) => !this.#cacheBefore.has(id));
		await this.engine.cache.remove(left.map(({ id }) => id));
	}
}
