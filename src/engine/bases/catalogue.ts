/** What a base is: the data in `labs/bases/catalogue.ts`. */
import { z } from 'zod';
import { UserError } from '#errors';

/** A reference with its tag, as people write it: `golang:1.27`, `gcr.io/distroless/static-debian13:nonroot`. */
const reference = z.string().regex(/^[a-z0-9][a-z0-9._/-]*(:\d+\/[a-z0-9._/-]+)?:[\w][\w.-]*$/);
/** Relative to the folder of the recipes, without `..`. */
const path = z.string().regex(/^[\w-]+(\/[\w.-]+)*$/);
const folders = z.array(path).min(1).describe('Folders that the recipe reads');

const archiveSchema = z.strictObject({
	name: z.string().describe('Package of the npm registry'),
	version: z.string(),
	integrity: z
		.string()
		.regex(/^sha512-[A-Za-z0-9+/]+=*$/)
		.describe('Hash of its archive, as lock files have it'),
	architecture: z.enum(['amd64', 'arm64']).optional().describe('Processor that it is for; absent: all'),
});
export type Archive = z.infer<typeof archiveSchema>;

const rootRecipeSchema = z.strictObject({
	kind: z.literal('debian-root'),
	suite: z.string(),
	slim: z.boolean().describe('Without manuals, translations and documentation'),
	folders,
});
export type RootRecipe = z.infer<typeof rootRecipeSchema>;

const dockerfileRecipeSchema = z.strictObject({
	kind: z.literal('dockerfile'),
	dockerfile: path,
	target: z.string(),
	folders,
	needs: z.array(reference).describe('Bases that its stages start or copy from'),
	archives: z.array(archiveSchema).optional().describe('Put into the build context as packages/<name>-<version>.tgz'),
	arguments: z.record(z.string(), z.string()).optional().describe('Build arguments'),
	version: z
		.strictObject({ variable: z.string(), command: z.array(z.string()).min(1) })
		.optional()
		.describe('A variable that holds the version number which the command prints in the finished image'),
});
export type DockerfileRecipe = z.infer<typeof dockerfileRecipeSchema>;

const baseSchema = z.strictObject({
	reference,
	published: z.boolean().describe('Whether a registry has it; false for the steps between that only we make'),
	recipe: z.discriminatedUnion('kind', [rootRecipeSchema, dockerfileRecipeSchema]),
	certificateVariables: z
		.array(z.string())
		.optional()
		.describe('Variables that point a program to the certificate bundle; set only where the host has extra ones'),
	remark: z.string().optional().describe('One sentence for people, such as the end of its updates'),
});
export type Base = z.infer<typeof baseSchema>;

const packagesSchema = z.strictObject({
	reference: reference.describe('Image that the packages are kept in'),
	dockerfile: path.describe('Fetches them, with its stage `wheels` as the result'),
	locks: z.array(path).min(1).describe('Lock files with hashes, relative to the folder above the recipes'),
	bases: z.array(reference).min(1).describe('Bases that bring them along where PyPI cannot be reached'),
});

export const catalogueSchema = z
	.strictObject({
		helper: reference.describe('Small base with a shell that certificates are merged with'),
		bases: z.array(baseSchema).min(1),
		packages: packagesSchema.optional().describe('Python packages of the labs'),
	})
	.superRefine(({ bases, helper, packages }, context) => {
		const known = new Set<string>();
		for (const [index, base] of bases.entries()) {
			for (const need of needsOf(base)) {
				// What a base needs stands before it, so there is no circle and the order of the file is an order of work.
				if (!known.has(need)) {
					context.addIssue({ code: 'custom', path: ['bases', index], message: `needs ${need}, which is not above it` });
				}
			}
			if (known.has(base.reference)) {
				context.addIssue({ code: 'custom', path: ['bases', index], message: `${base.reference} is there twice` });
			}
			known.add(base.reference);
		}
		for (const base of packages?.bases ?? []) {
			if (!known.has(base)) context.addIssue({ code: 'custom', path: ['packages'], message: `${base} is no base` });
		}
		if (!known.has(helper)) context.addIssue({ code: 'custom', message: `the helper ${helper} is no base` });
	});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** References that the recipe of a base builds on. */
export function needsOf(base: Base): readonly string[] {
	return base.recipe.kind === 'dockerfile' ? base.recipe.needs : [];
}

/** References that people work with: those that a registry has, and what no other base builds on. The rest are steps between. */
export function endBases({ bases }: Catalogue): readonly string[] {
	const built = new Set(bases.flatMap(needsOf));
	return bases
		.filter(({ published, reference }) => published || !built.has(reference))
		.map(({ reference }) => reference);
}

/** Checks a catalogue; for the file itself, so that an editor knows its fields. Throws a ZodError. */
export function defineCatalogue(catalogue: z.input<typeof catalogueSchema>): Catalogue {
	return catalogueSchema.parse(catalogue);
}

/** Throws UserError `base-unavailable` for a reference that the course has no recipe for. */
export function findBase(catalogue: Catalogue, wanted: string): Base {
	const base = catalogue.bases.find((candidate) => candidate.reference === wanted);
	if (base !== undefined) return base;
	throw new UserError(
		'base-unavailable',
		`${wanted} is no base of this course.`,
		`Use one of these: ${catalogue.bases
			.filter(({ published }) => published)
			.map((candidate) => candidate.reference)
			.join(', ')}.`,
	);
}
