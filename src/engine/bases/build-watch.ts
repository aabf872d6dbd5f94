import type { BuildEvent, BuildResult } from '../engine.ts';

/** Lines of a step's output kept for the message when it fails: apt's and a compiler's cause stand at the end. */
const keptLines = 20;
/** Length of a step's name on a line of progress. */
const nameLength = 90;

/** A step's name without the mounts of its RUN, which are the same in all. */
export function stepText(name: string): string {
	const text = name
		.replaceAll(/--mount=\S+\s+/g, '')
		.replaceAll(/\s+/g, ' ')
		.trim();
	return text.length > nameLength ? `${text.slice(0, nameLength - 1)}…` : text;
}

/** Follows one build: which step runs, how many bytes came, and the end of each step's log. */
export class BuildWatch {
	readonly #onStep: (step: string, bytes: number) => void;
	readonly #tails = new Map<string, string>();
	readonly #transfers = new Map<string, number>();
	#step = 'reading the recipe';

	constructor(onStep: (step: string, bytes: number) => void) {
		this.#onStep = onStep;
	}

	take(event: BuildEvent): void {
		if (event.kind === 'log') {
			const lines = `${this.#tails.get(event.stepId) ?? ''}${event.text}`.split('\n');
			this.#tails.set(event.stepId, lines.slice(-keptLines - 1).join('\n'));
		} else if (event.kind === 'transfer') {
			this.#transfers.set(`${event.stepId} ${event.name}`, event.bytes);
			this.#tell();
		} else if (event.kind === 'step' && event.step.status === 'running' && !event.step.name.startsWith('[internal]')) {
			this.#step = stepText(event.step.name);
			this.#tell();
		}
	}

	/** What to say of a build that failed: the step and the end of its log. */
	explain(result: BuildResult): string {
		const failed = result.steps.find(({ status }) => status === 'error');
		const error = result.error ?? failed?.error ?? 'the engine gave no reason';
		if (failed === undefined) return error;
		const tail = this.#tails.get(failed.id)?.trimEnd();
		return [`the step "${stepText(failed.name)}" failed: ${error}`, ...(tail ? [tail] : [])].join('\n');
	}

	#tell(): void {
		const bytes = [...this.#transfers.values()].reduce((sum, value) => sum + value, 0);
		this.#onStep(this.#step, bytes);
	}
}
