import { messageOf } from '#errors';
import type { LabText } from '../../text/en/lab.ts';
import { ApiProblem, Unreachable } from './request.ts';

/** Any failure of a request as what to tell and what to do. */
export function asProblem(
	error: unknown,
	{ problems }: Pick<LabText, 'problems'>,
): { readonly detail: string; readonly hint: string } {
	if (error instanceof ApiProblem) {
		const { problem } = error;
		return problem.code === 'unknown'
			? { detail: problems.status(problem.status), hint: problems.loadAgain }
			: { detail: problem.detail, hint: problem.hint };
	}
	if (error instanceof Unreachable) return { detail: problems.unreachable, hint: problems.startIt };
	return { detail: messageOf(error), hint: problems.loadAgain };
}
