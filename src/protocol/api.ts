/** Bodies of the HTTP API between the page and the runner. OpenAPI is derived from these. */
import { z } from 'zod';
import { reportSchema } from './report.ts';

/** RFC 9457 problem details, with our stable code and the next action. */
export const problemSchema = z.strictObject({
	type: z.string().describe('`about:blank` or a page about the code'),
	title: z.string(),
	status: z.int(),
	detail: z.string().describe('What went wrong, naming the bad value'),
	code: z.string(),
	hint: z.string().describe('The next action'),
});
export type Problem = z.infer<typeof problemSchema>;

export const baseStateSchema = z.strictObject({
	reference: z.string(),
	state: z.enum(['present', 'waiting', 'preparing', 'failed', 'missing']),
	origin: z.enum(['offline', 'registry', 'user', 'unknown']),
	step: z.string().describe('What is going on, or the last step'),
	bytes: z.int().nonnegative().describe('Bytes fetched or made so far; the size when present'),
	milliseconds: z.int().nonnegative(),
	problem: z.strictObject({ message: z.string(), hint: z.string() }).optional(),
});
export type BaseState = z.infer<typeof baseStateSchema>;

export const healthSchema = z.strictObject({
	status: z.enum(['preparing', 'ready', 'degraded']),
	version: z.string(),
	engine: z.strictObject({
		state: z.enum(['starting', 'ready', 'missing', 'failed']),
		kind: z.enum(['external', 'managed']).optional(),
		version: z.string().optional(),
		store: z.enum(['classic', 'containerd']).optional(),
		platform: z.string().optional(),
		step: z.string().describe('What is going on'),
		milliseconds: z.int().nonnegative(),
		problem: z.strictObject({ message: z.string(), hint: z.string() }).optional(),
	}),
	bases: z.array(baseStateSchema),
	labs: z.array(
		z.strictObject({
			id: z.string(),
			state: z.enum(['waiting', 'ready', 'degraded']),
			needs: z.array(z.string()).describe('References in `bases` that the lab needs'),
			missing: z.array(z.string()).describe('Those of them that are not there'),
		}),
	),
});
export type Health = z.infer<typeof healthSchema>;

export const workFileSchema = z.strictObject({
	path: z.string(),
	text: z.string(),
	editable: z.boolean(),
	/** Changes with each write: a save that was based on an older one is refused with 409. */
	version: z.string(),
});
export type WorkFile = z.infer<typeof workFileSchema>;

export const jobKindSchema = z.enum(['build', 'check']);
export type JobKind = z.infer<typeof jobKindSchema>;

export const workSchema = z.strictObject({
	lab: z.string(),
	files: z.array(workFileSchema),
	lastReport: reportSchema.optional(),
	/** Where the files lie on the runner's disk, for a terminal of the learner's own. */
	folder: z.string(),
	/** The build or check that is going on, so that a page that was loaded again can follow it. */
	running: z.strictObject({ job: z.string(), kind: jobKindSchema, startedAt: z.iso.datetime() }).optional(),
});
export type Work = z.infer<typeof workSchema>;

export const saveFileSchema = z.strictObject({
	text: z.string().max(1_000_000),
	baseVersion: z.string().describe('Version of the file that the edit started from'),
});

export const startedJobSchema = z.strictObject({ job: z.string() });

export const buildStepSchema = z.strictObject({
	id: z.string(),
	name: z.string(),
	status: z.enum(['pending', 'running', 'done', 'error', 'cancelled']),
	cached: z.boolean(),
	milliseconds: z.int().nonnegative(),
	error: z.string().optional(),
});

/** What a running job tells; each server-sent event carries one as JSON, with a rising id, and can be replayed. */
export const jobEventSchema = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('phase'),
		phase: z.string().describe('e.g. `Build your image`'),
		detail: z.string(),
	}),
	z.strictObject({ kind: z.literal('step'), image: z.enum(['before', 'after', 'marker']), step: buildStepSchema }),
	z.strictObject({
		kind: z.literal('log'),
		image: z.enum(['before', 'after', 'marker']),
		stepId: z.string(),
		text: z.string(),
	}),
	z.strictObject({
		kind: z.literal('built'),
		outcome: z.enum(['built', 'failed']),
		error: z.string().optional(),
		hint: z.string().optional(),
		line: z.int().positive().optional(),
		endLine: z.int().positive().optional(),
		sizes: reportSchema.shape.images.element.shape.sizes.optional(),
		milliseconds: z.int().nonnegative(),
	}),
	z.strictObject({ kind: z.literal('report'), report: reportSchema }),
	z.strictObject({ kind: z.literal('cancelled') }),
	z.strictObject({ kind: z.literal('failed'), problem: problemSchema }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;
