/** The health document: what the engine, the bases and the labs are at. Changed by the course, read by page and console. */
import type { EngineFacts } from '#engine/engine.ts';
import type { EngineProgress } from '#engine/progress.ts';
import { UserError } from '#errors';
import type { BaseState, Health } from '#protocol/api.ts';
import { sizeText } from '#protocol/size-text.ts';

export interface LabNeeds {
	readonly id: string;
	readonly bases: readonly string[];
}

type EngineHealth = Health['engine'];
type LabHealth = Health['labs'][number];

const engineSteps: Readonly<Record<EngineProgress['step'], string>> = {
	look: 'looking for a Docker engine',
	'install-tools': 'installing what makes an engine',
	'make-root': 'making an engine from Debian packages',
	start: 'starting the engine',
	ready: 'the engine answers',
};

function problemOf(error: unknown): { readonly message: string; readonly hint: string } {
	if (error instanceof UserError) return { message: error.message, hint: error.hint };
	return { message: `The engine could not be started: ${String(error)}`, hint: 'Start the course again.' };
}

export class CourseHealth {
	readonly #version: string;
	readonly #labs: readonly LabNeeds[];
	readonly #onChange: (health: Health) => void;
	#engine: EngineHealth = { state: 'starting', step: engineSteps.look, milliseconds: 0 };
	readonly #bases = new Map<string, BaseState>();
	/** True while a preparation goes on, so that a base that is not there yet is no failure. */
	#preparing = true;

	constructor(version: string, labs: readonly LabNeeds[], onChange: (health: Health) => void) {
		this.#version = version;
		this.#labs = labs;
		this.#onChange = onChange;
		for (const reference of new Set(labs.flatMap((lab) => lab.bases))) {
			this.#bases.set(reference, {
				reference,
				state: 'waiting',
				origin: 'unknown',
				step: 'waits for the engine',
				bytes: 0,
				milliseconds: 0,
			});
		}
	}

	engineProgress(progress: EngineProgress): void {
		const { milliseconds, bytes } = progress;
		const done = bytes === undefined ? '' : `, ${sizeText(bytes)} so far`;
		this.#engine = { state: 'starting', step: `${engineSteps[progress.step]}${done}`, milliseconds };
		this.#preparing = true;
		this.#changed();
	}

	engineReady({ kind, version, store, platform }: EngineFacts): void {
		const { milliseconds } = this.#engine;
		this.#engine = { state: 'ready', kind, version, store, platform, step: engineSteps.ready, milliseconds };
		this.#changed();
	}

	engineFailed(error: unknown): void {
		const missing = error instanceof UserError && (error.code === 'engine-missing' || error.code === 'engine-too-old');
		const { milliseconds } = this.#engine;
		const problem = problemOf(error);
		this.#engine = { state: missing ? 'missing' : 'failed', step: 'no engine', milliseconds, problem };
		this.#preparing = false;
		this.#changed();
	}

	basesChanged(states: readonly BaseState[]): void {
		// A base that others stand on is told to the console only when it is asked for by a lab.
		for (const state of states) if (this.#bases.has(state.reference)) this.#bases.set(state.reference, state);
		this.#changed();
	}

	preparationEnded(error?: unknown): void {
		this.#preparing = false;
		for (const [reference, base] of this.#bases) {
			if (base.state === 'present' || base.state === 'failed') continue;
			const problem = error === undefined ? {} : { problem: problemOf(error) };
			this.#bases.set(reference, { ...base, state: 'missing', step: 'not prepared', ...problem });
		}
		this.#changed();
	}

	get health(): Health {
		const labs = this.#labs.map((lab) => this.#lab(lab));
		return {
			status: this.#status(labs),
			version: this.#version,
			engine: this.#engine,
			bases: [...this.#bases.values()],
			labs,
		};
	}

	#lab({ id, bases }: LabNeeds): LabHealth {
		const missing = bases.filter((reference) => this.#bases.get(reference)?.state !== 'present');
		if (this.#engine.state === 'ready' && missing.length === 0)
			return { id, state: 'ready', needs: [...bases], missing };
		const failed = missing.some((reference) => this.#bases.get(reference)?.state === 'failed');
		return { id, state: failed || !this.#preparing ? 'degraded' : 'waiting', needs: [...bases], missing };
	}

	#status(labs: readonly LabHealth[]): Health['status'] {
		if (labs.every((lab) => lab.state === 'ready')) return 'ready';
		return this.#preparing && this.#engine.state !== 'failed' ? 'preparing' : 'degraded';
	}

	#changed(): void {
		this.#onChange(this.health);
	}
}
