/**
 * Files that must not reach an engine. They do not merely fail: the daemon dies of them with all its containers, or works on
 * them without end. Seen with engine 26.1 (BuildKit 0.13): a file without FROM, an empty pattern as in `${NAME#}`, variables
 * that double, stages in a circle over FROM, stages that depend on each other over very many ways.
 */
import type { DockerfileAnalysis, DockerfileProblem } from './analysis.ts';
import type { ProblemCode } from './problem.ts';
import { maxPerSeverity } from './problems.ts';

const hazards: ReadonlySet<ProblemCode> = new Set([
	'circular-stage',
	'empty-pattern',
	'later-stage',
	'not-text',
	'oversized-variables',
	'tangled-stages',
	'too-large',
]);

/** The problem because of which no engine may be asked to build the file; undefined when it may. */
export function engineHazard(analysis: DockerfileAnalysis): DockerfileProblem | undefined {
	const errors = analysis.problems.filter((problem) => problem.severity === 'error');
	const found = errors.find((problem) => hazards.has(problem.code));
	if (found !== undefined) return found;
	// With so many errors some are left out, a hazard perhaps among them.
	return analysis.stages.length === 0 || errors.length >= maxPerSeverity ? errors[0] : undefined;
}
