/** A learner's session at a lab, as the page sees it. */
import { z } from 'zod';

export const sessionStates = ['starting', 'ready', 'ended', 'failed'] as const;

export const terminalViewSchema = z.strictObject({
	id: z.string().regex(/^[a-z0-9]{1,32}$/),
	title: z.string().describe('e.g. `Terminal 1`'),
	alive: z.boolean().describe('False once its shell has ended'),
});

/** A port that a container of the session publishes. */
export const previewSchema = z.strictObject({
	container: z.string().describe('Name of the container, as the learner knows it'),
	port: z.int().positive().describe('The port that the learner published, e.g. 5000'),
	url: z.string().describe('Where the page shows it: an origin of its own, never the course’s'),
});
export type Preview = z.infer<typeof previewSchema>;

export const sessionViewSchema = z.strictObject({
	lab: z.string(),
	state: z.enum(sessionStates),
	step: z.string().describe('What is going on, e.g. `starting the workspace`'),
	problem: z.strictObject({ message: z.string(), hint: z.string() }).optional(),
	notice: z
		.string()
		.optional()
		.describe('What happened last without the learner’s doing, e.g. why a container was stopped'),
	terminals: z.array(terminalViewSchema),
	previews: z.array(previewSchema),
	startedAt: z.iso.datetime(),
	/** When it ends if nobody does anything; absent while it is not ready. */
	idleEndsAt: z.iso.datetime().optional(),
	/** From here on the page warns. */
	warnsAt: z.iso.datetime().optional(),
	/** Files that were changed in the editor and the terminal at once; the other text lies beside it. */
	conflicts: z.array(z.strictObject({ path: z.string(), kept: z.string().describe('Path of the other text') })),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** Id of a terminal that was just opened. */
export const openedTerminalSchema = z.strictObject({ terminal: terminalViewSchema.shape.id });

export const sessionListSchema = z.array(sessionViewSchema);

/** Server-sent events of a session: the page draws what they carry and asks again for files that changed. */
export const sessionEventSchema = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('session'), session: sessionViewSchema }),
	z.strictObject({ kind: z.literal('files'), paths: z.array(z.string()) }),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;
