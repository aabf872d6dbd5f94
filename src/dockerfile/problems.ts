/** Collects problems, bounded, in the order of the file. */
import type { DockerfileProblem } from './analysis.ts';
import { type ProblemCode, problem, problemCodes, type Span } from './problem.ts';

/** Errors kept, and warnings kept: a hostile file could have one on each of ten thousand lines. */
export const maxPerSeverity = 200;

export class Problems {
	private readonly found: DockerfileProblem[] = [];
	private readonly counts = { error: 0, warning: 0 };

	/** True when no more problems of this code's severity are kept; saves the caller the work of wording one. */
	isFull(code: ProblemCode): boolean {
		return this.counts[problemCodes[code]] >= maxPerSeverity;
	}

	add(code: ProblemCode, span: Span, message: string, hint: string): void {
		this.push(problem(code, span, message, hint));
	}

	/** For what stops a build only when its stage is built: a warning in a stage that the target does not need. */
	addIn(reached: boolean, code: ProblemCode, span: Span, message: string, hint: string): void {
		const found = problem(code, span, message, hint);
		this.push(reached ? found : { ...found, severity: 'warning' });
	}

	get hasErrors(): boolean {
		return this.counts.error > 0;
	}

	sorted(): readonly DockerfileProblem[] {
		return this.found.toSorted((a, b) => a.line - b.line || a.endLine - b.endLine);
	}

	private push(found: DockerfileProblem): void {
		if (this.counts[found.severity] >= maxPerSeverity) return;
		this.counts[found.severity]++;
		this.found.push(found);
	}
}
