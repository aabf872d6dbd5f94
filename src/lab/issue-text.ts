import type { z } from 'zod';

/** The first problem that a schema found, with the field that has it: `checks.3.points: expected number`. */
export function issueText(error: z.ZodError): string {
	const [issue] = error.issues;
	if (issue === undefined) return 'it does not fit its schema';
	const field = issue.path.map(String).join('.');
	const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
	return `${field === '' ? 'the whole' : field}: ${issue.message}${more}`;
}
