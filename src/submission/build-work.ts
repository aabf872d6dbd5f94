/** The Build button: the learner's image built and measured, without checks. */
import { type BuildAdvice, buildAdvice } from '#grade/build-hint.ts';
import type { BuildEvidence } from '#grade/evidence.ts';
import type { JobEvent } from '#protocol/api.ts';
import { draftEvidence, type EvidenceDraft } from './assemble.ts';
import { buildImage, measureImage } from './build/build-image.ts';
import type { GradingContext } from './context.ts';
import { collectSubmission, readAfter } from './gather/gather-evidence.ts';

export type BuiltEvent = Extract<JobEvent, { kind: 'built' }>;

/** Builds from a folder. Throws UserErrors of `collect` and `cancelled`, and faults of the engine. */
export async function buildWork(context: GradingContext, path: string): Promise<BuiltEvent> {
	const { engine, loaded, onEvent } = context;
	const { kind, version, store, platform } = engine.facts;
	const started = performance.now();
	const ended = () => ({ kind: 'built' as const, milliseconds: Math.round(performance.now() - started) });
	const draft = draftEvidence('', { kind, version, store, platform }, new Date());
	await using collected = await collectSubmission(context, path);
	draft.files = collected.files;
	const after = await readAfter(context, draft, collected);
	if (after === undefined) {
		const [problem] = draft.problems;
		return { ...ended(), outcome: 'failed', error: problem?.message ?? '', hint: problem?.hint ?? '' };
	}
	onEvent({ kind: 'phase', phase: 'Build your image', detail: loaded.lab.images.after.tag });
	const built = await buildImage(context, after);
	if (built.imageId === undefined) return { ...ended(), ...failure(context, draft, built.evidence) };
	onEvent({ kind: 'phase', phase: 'Measure your image', detail: '' });
	const { image, build } = await measureImage(context, { ...built, imageId: built.imageId }, after.tag);
	if (image === undefined) return { ...ended(), ...failure(context, draft, build) };
	return { ...ended(), outcome: 'built', sizes: image.sizes };
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
