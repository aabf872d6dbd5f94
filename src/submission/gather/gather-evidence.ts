/** From a submitted folder to evidence: copy, read, build, measure, run. Judging is for `grade`. */
import { parseDockerfile } from '#dockerfile/parse.ts';
import type { Evidence } from '#grade/evidence.ts';
import { countText } from '#protocol/size-text.ts';
import { attempt, draftEvidence, type EvidenceDraft } from '../assemble.ts';
import { starterImage } from '../before-image.ts';
import { type BuiltImage, buildImage, type ImageToBuild, measureImage } from '../build/build-image.ts';
import { policyNotes } from '../build/policy.ts';
import type { Leases } from '../cleanup/leases.ts';
import { collect } from '../collect/collect.ts';
import type { Collected } from '../collect/collected.ts';
import { readDockerfile, readIgnoreText } from '../collect/dockerfile-text.ts';
import { labFiles } from '../collect/lab-files.ts';
import { copyFolder, type GradingContext, labelsFor } from '../context.ts';
import { ownBefore } from '../own-before.ts';
import { fillCacheMounts } from '../warm-cache.ts';
import { fillDocuments, isReferenceSolution, readDocuments } from './documents.ts';
import { countOf, fileNotes } from './file-notes.ts';
import { buildsBefore, needsBefore, probe } from './probe.ts';

export interface Submission {
	readonly path: string;
	readonly name: string;
	/** Floats in [0, 1): the values of this run are drawn from it. */
	readonly random: () => number;
}

/** Of a program that the course does not know. */
const notTried =
	'Nobody tried what your program does: only you know that. Run the image and use it before you hand it to others.';

/** Gathers what the checks of the lab ask for. Throws UserErrors of `collect`, and `cancelled`. */
export async function gatherEvidence(
	context: GradingContext,
	leases: Leases,
	submission: Submission,
): Promise<Evidence> {
	const { engine, loaded } = context;
	const started = performance.now();
	const draft = draftEvidence(submission.name, engine.facts, new Date());
	await using collected = await collectSubmission(context, submission.path);
	draft.submission = { ...draft.submission, hash: collected.hash, ...countOf(collected) };
	draft.files = collected.files;
	draft.documents = await readDocuments(collected, loaded.lab);
	draft.notes.push(...fileNotes(collected, loaded.lab));
	if (loaded.lab.probe === undefined) draft.notes.push(notTried);
	const after = await readAfter(context, draft, collected);
	if (after !== undefined) await gatherImages(context, leases, draft, after, submission);
	const { before, after: image } = draft.images;
	if (before !== undefined && image !== undefined && (await isReferenceSolution(submission.path, loaded))) {
		draft.documents = fillDocuments(draft.documents, { before: before.sizes, after: image.sizes });
	}
	return { ...draft, milliseconds: Math.round(performance.now() - started) };
}

/** Copies the learner's files; the ignore files of all their Dockerfiles count. */
export async function collectSubmission(context: GradingContext, path: string): Promise<Collected> {
	context.onEvent({ kind: 'phase', phase: 'Read your files', detail: '' });
	return collect({
		from: path,
		to: copyFolder(context, 'files'),
		...labFiles(context.loaded.lab),
		signal: context.signal,
	});
}

/** The learner's Dockerfile as something to build; undefined with a problem noted. */
export async function readAfter(
	context: GradingContext,
	draft: EvidenceDraft,
	collected: Collected,
): Promise<ImageToBuild | undefined> {
	const { dockerfile: name, tag, target } = context.loaded.lab.images.after;
	const found = await readDockerfile(collected, name);
	draft.problems = [...collected.problems, ...(found.ok ? [] : [found.problem])];
	if (!found.ok) return undefined;
	const { platform } = context.engine.facts;
	const analysis = parseDockerfile(found.text, { platform, target });
	draft.dockerfile = { path: found.path, text: found.text, analysis };
	draft.notes.push(...found.notes, ...policyNotes(analysis));
	if (draft.problems.length > 0) return undefined;
	return {
		image: 'after',
		tag,
		engineTag: `stagecraft/grading/${context.job}:after`,
		labels: labelsFor(context, 'grading'),
		collected,
		dockerfile: draft.dockerfile,
		ignoreText: await readIgnoreText(collected, found.path),
		target,
	};
}

async function gatherImages(
	context: GradingContext,
	leases: Leases,
	draft: EvidenceDraft,
	after: ImageToBuild,
	submission: Submission,
): Promise<void> {
	const { loaded, signal, onEvent } = context;
	onEvent({
		kind: 'phase',
		phase: 'Build your image',
		detail: countText(after.dockerfile.analysis.stages.length, 'stage'),
	});
	await fillCacheMounts(context, after.dockerfile.analysis);
	const built = await buildImage(context, after);
	draft.builds.after = built.evidence;
	draft.bases = built.bases?.report ?? [];
	if (built.evidence.outcome === 'fault') {
		draft.faults.push({ what: 'after', message: built.evidence.error ?? 'The build did not run.' });
	}
	if (built.imageId !== undefined)
		await gatherAfter(context, draft, { ...built, imageId: built.imageId }, after, submission);
	const wanted = draft.images.after === undefined ? buildsBefore(loaded.lab) : needsBefore(loaded.lab);
	if (wanted) await attempt(draft, 'before', signal, () => gatherBefore(context, leases, draft, after.collected));
}

async function gatherAfter(
	context: GradingContext,
	draft: EvidenceDraft,
	built: BuiltImage & { readonly imageId: string },
	after: ImageToBuild,
	{ random }: Submission,
): Promise<void> {
	context.onEvent({ kind: 'phase', phase: 'Measure your image', detail: after.tag });
	await attempt(draft, 'image', context.signal, async () => {
		const measured = await measureImage(context, built, after);
		draft.builds.after = measured.build;
		if (measured.image !== undefined) draft.images.after = measured.image;
	});
	// An image above the limit is not tried.
	if (draft.builds.after?.outcome === 'built')
		await probe(context, draft, { ...after, imageId: built.imageId }, random);
}

async function gatherBefore(
	context: GradingContext,
	leases: Leases,
	draft: EvidenceDraft,
	collected: Collected,
): Promise<void> {
	const { from } = context.loaded.lab.images.before;
	const before = from === 'starter' ? await starterImage(context, leases) : await ownBefore(context, collected);
	draft.builds.before = before.build;
	draft.beforeDockerfile = before.dockerfile;
	if (before.image !== undefined) draft.images.before = before.image;
	const known = new Set(draft.bases.map(({ reference }) => reference));
	draft.bases = [...draft.bases, ...before.bases.filter(({ reference }) => !known.has(reference))];
	const isOurs = from === 'starter' && before.image === undefined;
	if (before.build.outcome === 'fault' || isOurs) {
		const why = before.build.error ?? 'its build failed';
		draft.faults.push({ what: 'before', message: `The image to compare with could not be built: ${why}` });
	}
}
