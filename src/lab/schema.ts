/**
 * What a lab is. `labs/<id>/lab.ts` is `export const lab = defineLab({…})`; everything that a lesson, the runner or the
 * grader needs to know about the lab is read from there and from the lab's folders.
 */
import { z } from 'zod';
import { markerSchema, probeSchema } from './probe-schema.ts';

const idSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes');
const tagSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]*(:[A-Za-z0-9_.-]+)?$/, 'an image name such as my-app-before');

const imageSchema = z.strictObject({
	tag: tagSchema.describe('The name that the lesson tells the learner to build it under'),
	from: z
		.enum(['starter', 'submission'])
		.describe('`starter`: always built from the lab’s own starter files; `submission`: from the learner’s'),
	dockerfile: z.string().default('Dockerfile'),
	target: z.string().optional(),
});

const fileSchema = z.strictObject({
	path: z.string().describe('Relative to the lab’s files, with `/`'),
	role: z.enum(['dockerfile', 'source', 'test', 'document', 'ignore']),
	editable: z.boolean().default(true),
	required: z.boolean().default(false).describe('A submission without it is told so'),
});

const warmCacheSchema = z.strictObject({
	dockerfile: z
		.string()
		.describe('Beside `starter/`, whose files are its build context; builds the image with the folders'),
	mounts: z
		.array(z.string().regex(/^\/[A-Za-z0-9._/-]+$/, 'an absolute path'))
		.min(1)
		.describe('Folders of that image that the cache mounts with this id, or target, begin with'),
});
export type WarmCache = z.infer<typeof warmCacheSchema>;

const stepSchema = z.strictObject({
	id: idSchema,
	title: z.string(),
	command: z.string().describe('One command line, as the learner types it'),
});

const parBandSchema = z.strictObject({
	name: z.string().describe('e.g. `gold`'),
	maxBytes: z.int().positive().describe('Largest unpacked size that reaches the band'),
	note: z.string().describe('What kind of image gets there'),
});

const limitsSchema = z.strictObject({
	buildSeconds: z.number().positive(),
	stepMemoryBytes: z.int().positive(),
	stepPids: z.int().positive(),
	stepFileBytes: z.int().positive().describe('Largest single file that a build step may write'),
	cpus: z.number().positive(),
	logBytes: z.int().positive(),
	contextBytes: z.int().positive(),
	contextEntries: z.int().positive(),
	runSeconds: z.number().positive(),
	runMemoryBytes: z.int().positive(),
	runPids: z.int().positive(),
	outputBytes: z.int().positive(),
	imageBytes: z.int().positive().describe('Largest unpacked image that is analysed'),
});
export type LabLimits = z.infer<typeof limitsSchema>;

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

/** Limits that fit the labs of the course on a 2-core machine; a lab may override each. */
export const defaultLimits: LabLimits = {
	buildSeconds: 300,
	stepMemoryBytes: 2 * gibibyte,
	stepPids: 512,
	stepFileBytes: 2 * gibibyte,
	cpus: 2,
	logBytes: mebibyte,
	contextBytes: 50 * mebibyte,
	contextEntries: 5000,
	runSeconds: 10,
	runMemoryBytes: 256 * mebibyte,
	runPids: 64,
	outputBytes: 256 * 1024,
	imageBytes: 4 * gibibyte,
};

const check = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
	z.strictObject({
		kind: z.literal(kind),
		id: idSchema.optional().describe('Default: the kind; for `builds` the image before it, e.g. `after-builds`'),
		title: z.string().optional().describe('Default: the title of the kind'),
		points: z.number().nonnegative(),
		dependsOn: z.array(idSchema).optional().describe('Default: what the kind needs, as far as the lab checks it'),
		hidden: z.boolean().default(false).describe('Not told before grading'),
		hint: z.string().optional().describe('Replaces the kind’s own hint where the lab knows better'),
		...shape,
	});

const noOptions = {};
const document = z.string().default('solution.md').describe('File of the submission that is read');

/** One line for each kind of check; the rule of the same name is in `grade/rules/`. */
export const checkSchema = z.discriminatedUnion('kind', [
	check('builds', { image: z.enum(['before', 'after']) }),
	check('multi-stage', {
		carries: z
			.enum(['anything', 'entry-point'])
			.default('anything')
			.describe('What has to cross: some bytes, or the very file that the entry point starts (compiled programs)'),
	}),
	check('size-budget', { maxBytes: z.int().positive().describe('Largest unpacked size of the after image') }),
	check('size-ratio', { min: z.number().positive().describe('Smallest before / after, by unpacked size') }),
	check('behaves', noOptions),
	check('from-source', noOptions),
	check('no-shell', noOptions),
	check('no-package-manager', noOptions),
	check('no-build-tools', noOptions),
	check('non-root', noOptions),
	check('no-secrets', noOptions),
	check('no-dead-weight', {
		maxBytes: z.int().nonnegative().default(0).describe('Bytes hidden by later layers that cost nothing'),
	}),
	check('small-context', { maxBytes: z.int().positive(), maxEntries: z.int().positive() }),
	check('allowed-bases', {
		allowed: z.array(z.string()).min(1).optional().describe('Patterns; default: the bases of the lab'),
	}),
	check('cache-order', {
		commands: z
			.array(z.string())
			.min(1)
			.describe('What a RUN that installs dependencies says, one of these: `pip install`, `npm ci`'),
		ifAny: z
			.boolean()
			.default(false)
			.describe('Passes when no RUN installs anything: for a program that may have no dependencies'),
	}),
	check('stops-cleanly', { stopSeconds: z.number().positive().default(3) }),
	check('solution-doc', {
		file: document,
		parts: z
			.array(
				z.strictObject({
					title: z.string().describe('What the part is about, as told to the learner'),
					anyOf: z.array(z.string()).min(1).describe('Words, one of which must stand in the text, any case'),
				}),
			)
			.min(1),
		minWords: z.int().positive(),
	}),
	check('true-sizes', { file: document }),
]);
export type Check = z.infer<typeof checkSchema>;
export type CheckKind = Check['kind'];

/** What is judged by running the program, which takes knowing what it does. */
const programKinds: ReadonlySet<CheckKind> = new Set(['behaves', 'from-source', 'stops-cleanly']);

/** The id of a check within its lab, as reports and `dependsOn` name it. */
export function checkId(check: Check): string {
	return check.id ?? (check.kind === 'builds' ? `${check.image}-builds` : check.kind);
}

/** Ids that are taken twice, and dependencies on checks that do not come before: so there can be no circle. */
function checkListProblems(checks: readonly Check[]): readonly { readonly index: number; readonly message: string }[] {
	return checks.flatMap((check, index) => {
		const earlier = checks.slice(0, index).map(checkId);
		const twice = earlier.includes(checkId(check)) ? [`the id ${checkId(check)} is taken by an earlier check`] : [];
		const unknown = (check.dependsOn ?? []).filter((id) => !earlier.includes(id));
		const late = unknown.map((id) => `depends on ${id}, which is no check before it`);
		return [...twice, ...late].map((message) => ({ index, message }));
	});
}

export const labSchema = z
	.strictObject({
		id: idSchema,
		title: z.string(),
		place: z.int().positive().default(100).describe('Where it stands in the course: lists and preparations go by it'),
		summary: z.string().describe('One sentence for lists'),
		bases: z.array(z.string()).min(1).describe('References that a Dockerfile of this lab may start from or copy from'),
		finalBases: z
			.array(z.string())
			.min(1)
			.default(['scratch', 'a distroless image'])
			.describe('What hints name as the base of a final stage, the plainest first'),
		ships: z
			.enum(['one-file', 'files'])
			.default('one-file')
			.describe('What the program is when it runs: one file that a compiler makes, or several with their packages'),
		files: z.array(fileSchema).min(1),
		images: z.strictObject({ before: imageSchema, after: imageSchema }),
		warm: warmCacheSchema.optional().describe('What every submission compiles alike, done once where many are graded'),
		steps: z.array(stepSchema).min(1),
		probe: probeSchema.optional().describe('Absent: nothing is known of the program, since it is the learner’s own'),
		marker: markerSchema.optional().describe('Absent like the probe'),
		par: z.array(parBandSchema).min(1).describe('Best first'),
		limits: limitsSchema.partial().default({}),
		checks: z
			.array(checkSchema)
			.min(1)
			.superRefine((checks, context) => {
				for (const problem of checkListProblems(checks)) {
					context.addIssue({ code: 'custom', path: [problem.index], message: problem.message });
				}
			}),
	})
	.refine(({ probe, marker }) => (probe === undefined) === (marker === undefined), {
		path: ['marker'],
		message: 'a lab has both a probe and a marker, or neither',
	})
	.refine(({ probe, marker }) => (probe?.kind === 'http') === (marker?.path !== undefined), {
		path: ['marker', 'path'],
		message: 'a lab that is probed over HTTP shows its marker at a path, and no other does',
	})
	.refine(({ probe, checks }) => probe !== undefined || !checks.some(({ kind }) => programKinds.has(kind)), {
		path: ['checks'],
		message: `${[...programKinds].join(', ')} need a probe and a marker`,
	})
	.refine(({ probe, images }) => probe !== undefined || images.before.from === 'submission', {
		path: ['images', 'before', 'from'],
		message: 'of a program of their own, learners bring the image to compare with as well',
	});

/** A lab as its file gives it. */
export type LabInput = z.input<typeof labSchema>;
/** A lab with all defaults filled in. */
export type Lab = Omit<z.infer<typeof labSchema>, 'limits'> & { readonly limits: LabLimits };

/** Validates a lab. Throws z.ZodError: the loader turns it into a UserError that names the file. */
export function defineLab(input: LabInput): Lab {
	const lab = labSchema.parse(input);
	const limits = Object.fromEntries(Object.entries(lab.limits).filter(([, value]) => value !== undefined));
	return { ...lab, limits: { ...defaultLimits, ...limits } };
}

/** An answer in `labs/<id>/wrong/<name>/expect.json`: the check that must fail, and a part of the hint it must get. */
export const wrongAnswerSchema = z.strictObject({
	about: z.string().describe('The mistake, in one sentence'),
	fails: z
		.array(z.strictObject({ check: idSchema, hint: z.string().describe('A part of the hint, as a learner reads it') }))
		.min(1),
});
export type WrongAnswer = z.infer<typeof wrongAnswerSchema>;
