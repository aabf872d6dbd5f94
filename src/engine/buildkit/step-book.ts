import type { BuildStep } from '../engine.ts';
import { millisecondsOf } from './engine-time.ts';
import type { Vertex } from './status-messages.ts';

function statusOf({ started, completed, error }: Vertex): BuildStep['status'] {
	if (completed) {
		if (error === '') {
			return 'done';
		}
		return /context canceled|context deadline exceeded/.test(error) ? 'cancelled' : 'error';
	}
	return started ? 'running' : 'pending';
}

/** Keeps the state of a build's steps in the order in which they were first reported. */
export class StepBook {
	readonly #steps = new Map<string, BuildStep>();

	/**
	 * Takes what was reported of a step; gives its new state, or undefined when nothing changed.
	 *
	 * @param now latest time known by the engine's clock, in milliseconds.
	 */
	update(vertex: Vertex, now: number): BuildStep | undefined {
		const started = vertex.started && millisecondsOf(vertex.started);
		const ended = vertex.completed ? millisecondsOf(vertex.completed) : now;
		const step: BuildStep = {
			id: vertex.digest,
			name: vertex.name,
			status: statusOf(vertex),
			cached: vertex.cached,
			milliseconds: started === null ? 0 : Math.max(0, ended - started),
			...(vertex.error !== '' && { error: vertex.error }),
		};
		const known = this.#steps.get(step.id);
		this.#steps.set(step.id, step);
		const same = known?.status === step.status && known.cached === step.cached && known.name === step.name;
		return same ? undefined : step;
	}

	all(): readonly BuildStep[] {
		return [...this.#steps.values()];
	}
}
