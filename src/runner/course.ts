/** The course behind the page: finds an engine, gets the bases of one lab after the other ready, and goes on if an engine goes. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '#engine/engine.ts';
import type { EngineProgress } from '#engine/progress.ts';
import { UserError } from '#errors';
import type { BaseState } from '#protocol/api.ts';
import type { CourseHealth, LabNeeds } from './course-health.ts';

/** A person who installs an engine should not have to start the course again; looking costs a few milliseconds. */
const lookAgainMilliseconds = 5000;
/** How soon the page says that an engine was stopped. */
const pingMilliseconds = 5000;
/** A network that was away comes back; each time in vain doubles the wait, so that a real fault does not fill the console. */
const prepareAgainMilliseconds = 30_000;
const longestPrepareAgainMilliseconds = 600_000;

/** What the course is put together from; tests give their own. */
export interface CourseParts<Jobs extends AsyncDisposable> {
	readonly labs: readonly LabNeeds[];
	openEngine(onProgress: (progress: EngineProgress) => void, signal: AbortSignal): Promise<Engine>;
	/** Makes these bases present. A base that fails is told by its state; throws when there is no way to go on. */
	prepare(
		engine: Engine,
		references: readonly string[],
		onStates: (states: readonly BaseState[]) => void,
		signal: AbortSignal,
	): Promise<unknown>;
	/** What runs builds and checks on the engine. */
	openJobs(engine: Engine): Promise<Jobs>;
}

interface Pauses {
	readonly lookAgain: number;
	readonly ping: number;
	readonly prepareAgain: number;
}

export class Course<Jobs extends AsyncDisposable> {
	readonly #parts: CourseParts<Jobs>;
	readonly #health: CourseHealth;
	readonly #onFault: (error: unknown) => void;
	readonly #pauses: Pauses;
	#jobs: Jobs | undefined;

	constructor(
		parts: CourseParts<Jobs>,
		health: CourseHealth,
		onFault: (error: unknown) => void,
		pauses: Pauses = {
			lookAgain: lookAgainMilliseconds,
			ping: pingMilliseconds,
			prepareAgain: prepareAgainMilliseconds,
		},
	) {
		this.#parts = parts;
		this.#health = health;
		this.#onFault = onFault;
		this.#pauses = pauses;
	}

	/** Present while an engine is; undefined before and after. */
	get jobs(): Jobs | undefined {
		return this.#jobs;
	}

	/** Resolves after `signal` is aborted and the engine is let go. Never rejects: the health tells. */
	async run(signal: AbortSignal): Promise<void> {
		let tries = 0;
		while (!signal.aborted) {
			try {
				await this.#withEngine(tries, signal);
			} catch (error) {
				if (signal.aborted) return;
				this.#health.engineFailed(error);
				if (!canComeBack(error)) {
					this.#onFault(error);
					return;
				}
			}
			tries += 1;
			await delay(this.#pauses.lookAgain, undefined, { signal }).catch(() => undefined);
		}
	}

	async #withEngine(tries: number, signal: AbortSignal): Promise<void> {
		// Looking again in vain would only make the page flicker between two states.
		const onProgress = (progress: EngineProgress) => {
			if (tries === 0 || progress.step !== 'look') this.#health.engineProgress(progress);
		};
		await using engine = await this.#parts.openEngine(onProgress, signal);
		await using jobs = await this.#parts.openJobs(engine);
		this.#jobs = jobs;
		try {
			this.#health.engineReady(engine.facts);
			await this.#prepareAll(engine, signal);
			await this.#watch(engine, signal);
		} finally {
			this.#jobs = undefined;
		}
	}

	/** Lab by lab, so that the first one can be worked on while the others wait. */
	async #prepareAll(engine: Engine, signal: AbortSignal): Promise<void> {
		let failure: unknown;
		for (const { bases } of this.#parts.labs) {
			try {
				await this.#parts.prepare(engine, bases, (states) => this.#health.basesChanged(states), signal);
			} catch (error) {
				signal.throwIfAborted();
				failure = error;
				this.#onFault(error);
			}
		}
		this.#health.preparationEnded(failure);
	}

	/** Tries again what could not be prepared. Throws `engine-request-failed` when the engine answers no more. */
	async #watch(engine: Engine, signal: AbortSignal): Promise<void> {
		let wait = this.#pauses.prepareAgain;
		let again = performance.now() + wait;
		while (!signal.aborted) {
			await engine.ping({ signal });
			await delay(this.#pauses.ping, undefined, { signal }).catch(() => undefined);
			if (signal.aborted || this.#health.health.status === 'ready' || performance.now() < again) continue;
			await this.#prepareAll(engine, signal);
			wait = Math.min(2 * wait, longestPrepareAgainMilliseconds);
			again = performance.now() + wait;
		}
	}
}

/** Whether a later look may find what is missing now, without a new start of the course. */
function canComeBack(error: unknown): boolean {
	const codes = ['engine-missing', 'engine-too-old', 'engine-request-failed'];
	return error instanceof UserError && codes.includes(error.code);
}
