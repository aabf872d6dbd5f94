/**
 * What the course sets out to teach, statement by statement, as it lies in `content/statements.json`: each with the lesson
 * that explains it and the build that shows it. Tests hold that all of them lead somewhere.
 */
import { z } from 'zod';

const proofSchema = z.union([
	z.strictObject({ experiment: z.string() }),
	z.strictObject({ lab: z.string(), step: z.string().optional() }),
]);
export type Proof = z.infer<typeof proofSchema>;

export const statementKinds = ['benefit', 'practice', 'step', 'headline', 'correction'] as const;

const statementSchema = z
	.strictObject({
		kind: z.enum(statementKinds),
		id: z.string().regex(/^[a-z0-9-]+$/),
		says: z.string().optional().describe('Of a correction: the claim that does not hold'),
		text: z.string().describe('Of a correction: what is so'),
		lesson: z.string().describe('Its address below /lessons/, e.g. `stages/cache-order`'),
		proof: z.array(proofSchema).min(1),
	})
	.refine(({ kind, says }) => (kind === 'correction') === (says !== undefined), {
		error: 'a statement says what is not so exactly when it is a correction',
	});
export type Statement = z.infer<typeof statementSchema>;
export type StatementKind = Statement['kind'];

export const statementsSchema = z.array(statementSchema);
