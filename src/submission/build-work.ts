/** The Build button: the learner's image built and measured, without checks. */

import { labelNames } from '#engine/labels.ts';
import { type BuildAdvice, buildAdvice } from '#grade/build-hint.ts';
import type { BuildEvidence } from '#grade/evidence.ts';
import type { JobEvent } from '#protocol/api.ts';
import { draftEvidence, type EvidenceDraft } from './assemble.ts';
import { buildImage, measureImage } from './build/build-image.ts';
import { removeOlderImages } from './cleanup/sweep.ts';
import { type GradingContext, labelsFor } from './context.ts';
import { collectSubmission, readAfter } from './gather/gather-evidence.ts';

export type BuiltEvent = Extract<JobEvent, { kind: 'built' }>;

/** Builds from a folder. Throws UserErrors of `collect` and `cancelled`, and faults of the engine. */
export async function buildWork(context: GradingContext, path: string): Promise<BuiltEvent> {
	const { engine, loaded, onEvent } = context;
	const started = performance.now();
	const ended = () => ({ kind: 'built' as const, milliseconds: Math.round(performance.now() - started) });
	const draft = draftEvidence('', engine.facts, new Date());
	await using collected = await collectSubmission(context, path);
	draft.files = collected.files;
	const after = await readAfter(context, draft, collected);
	if (after === undefined) {
		const [problem] = draft.problems;
		return { ...ended(), outcome: 'failed', error: problem?.message ?? '', hint: problem?.hint ?? '' };
	}
	onEvent({ kind: 'phase', phase: 'Build your image', detail: loaded.lab.images.after.tag });
	const labels = { ...labelsFor(context, 'lab-build'), [labelNames.job]: workJob(context) };
	const engineTag = `stagecraft/${context.database.dataId}/${loaded.lab.id}-work:latest`;
	const built = await buildImage(context, { ...after, engineTag, labels });
	await removeOlderImages(engine, workJob(context), engineTag);
	if (built.imageId === undefined) return { ...ended(), ...failure(context, draft, built.evidence) };
	onEvent({ kind: 'phase', phase: 'Measure your image', detail: '' });
	const { image, build } = await measureImage(context, { ...built, imageId: built.imageId }, after);
	if (image === undefined) return { ...ended(), ...failure(context, draft, build) };
	return { ...ended(), outcome: 'built', sizes: image.sizes };
}

/** The last image of a lab stays, to be looked at: its labels name the lab, not this job. */
function workJob({ database, loaded }: GradingContext): string {
	return `${database.dataId}.${loaded.lab.id}-work`;
}

function failure(context: GradingContext, draft: EvidenceDraft, build: BuildEvidence) {
	const evidence = { ...draft, builds: { after: build }, milliseconds: build.milliseconds };
	const facts = { lab: context.loaded.lab, evidence, layers: { before: [], after: [] } };
	const { hint, place }: BuildAdvice = buildAdvice(facts, build);
	const inDockerfile = place.file === draft.dockerfile?.path;
	return {
		outcome: 'failed' as const,
		error: build.error ?? 'The build failed.',
		hint,
		...(inDockerfile && place.line !== undefined ? { line: place.line } : {}),
		...(inDockerfile && place.endLine !== undefined ? { endLine: place.endLine } : {}),
	};
}
