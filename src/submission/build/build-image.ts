/** From files and a Dockerfile to an image on the engine: policy, bases, build, analysis. Used for every image of a grading. */
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import type { Labels } from '#engine/engine.ts';
import type { BuildEvidence, ImageEvidence } from '#grade/evidence.ts';
import type { Collected } from '../collect/collected.ts';
import { ignoreFilter } from '../collect/ignore-filter.ts';
import type { GradingContext } from '../context.ts';
import { type BaseFacts, gatherBases } from '../gather/base-facts.ts';
import { gatherImage, ImageRefused } from '../gather/image-evidence.ts';
import { allowedSources, findRefusal } from './policy.ts';
import { faultTexts, runBuild } from './run-build.ts';

export interface ImageToBuild {
	readonly image: 'before' | 'after' | 'marker';
	/** The name that the lesson gives to it, and the one it gets on the engine while we look at it. */
	readonly tag: string;
	readonly engineTag: string;
	readonly labels: Labels;
	readonly collected: Collected;
	readonly dockerfile: { readonly text: string; readonly analysis: DockerfileAnalysis };
	readonly ignoreText: string | undefined;
	readonly target: string | undefined;
	/** Files whose bytes the judge replaced. */
	readonly replaced?: ReadonlyMap<string, Buffer>;
}

export interface BuiltImage {
	readonly evidence: BuildEvidence;
	/** Id on the engine; present when built. */
	readonly imageId?: string;
	readonly bases?: BaseFacts;
}

/** Builds one image. Throws UserError `cancelled`; every other end is in the evidence. */
export async function buildImage(context: GradingContext, wanted: ImageToBuild): Promise<BuiltImage> {
	const { engine, loaded, signal, onEvent } = context;
	const { image, dockerfile, collected } = wanted;
	const refusal = findRefusal(dockerfile.analysis, loaded.lab.bases);
	if (refusal !== undefined) {
		const { error, hint, line } = refusal;
		return { evidence: notStarted('refused', { error, hint, errorLines: { first: line, last: line } }) };
	}
	let bases: BaseFacts;
	try {
		bases = await gatherBases(engine, dockerfile.analysis, signal);
	} catch (error) {
		if (signal.aborted) throw error;
		return { evidence: notStarted('fault', faultTexts(error)) };
	}
	if (bases.missing.length > 0) {
		const error = `The engine does not have the base ${bases.missing.join(', ')} of the lab.`;
		const hint = `Prepare the bases of the lab: stagecraft prepare ${loaded.lab.id}`;
		return { evidence: notStarted('fault', { error, hint }), bases };
	}
	const built = await runBuild({
		engine,
		request: {
			context: collected.context(wanted.ignoreText, wanted.replaced),
			dockerfile: dockerfile.text,
			...(wanted.target === undefined ? {} : { target: wanted.target }),
			tags: [wanted.engineTag],
			labels: wanted.labels,
			sources: allowedSources(loaded.lab.bases),
			cacheScope: context.cacheScope,
		},
		limits: loaded.lab.limits,
		isLeftOut: leftOutOf(collected, wanted.ignoreText),
		onEvent: (event) => {
			if (event.kind === 'step')
				onEvent({ kind: 'step', image, step: { ...event.step, milliseconds: Math.round(event.step.milliseconds) } });
			if (event.kind === 'log') onEvent({ kind: 'log', image, stepId: event.stepId, text: event.text });
		},
		signal,
	});
	return { ...built, bases };
}

/** Analyses an image that was built, or tells why it cannot be: a limit of the lab, or a fault of ours. */
export async function measureImage(
	context: GradingContext,
	built: BuiltImage & { readonly imageId: string },
	wanted: Pick<ImageToBuild, 'tag' | 'dockerfile' | 'target'>,
): Promise<{ readonly image?: ImageEvidence; readonly build: BuildEvidence }> {
	const { engine, analyses, transfers, loaded, signal } = context;
	const { tag, dockerfile, target = '' } = wanted;
	try {
		const { baseLayers = [], ids = [] } = built.bases ?? {};
		const image = await gatherImage({
			...{ engine, analyses, transfers, signal, tag, baseLayers },
			ref: built.imageId,
			maxBytes: loaded.lab.limits.imageBytes,
			madeFrom: [dockerfile.text, target, ...ids],
		});
		return { image, build: built.evidence };
	} catch (error) {
		if (!(error instanceof ImageRefused)) throw error;
		const hint = 'Copy less into the final stage.';
		return { build: { ...built.evidence, outcome: 'limit', limit: error.limit, error: error.message, hint } };
	}
}

/** A build that was not started. */
export function notStarted(
	outcome: 'refused' | 'fault',
	texts: Pick<BuildEvidence, 'error' | 'hint' | 'errorLines'>,
): BuildEvidence {
	return { outcome, ...texts, logTail: [], steps: [], contextEntries: 0, contextBytes: 0, milliseconds: 0 };
}

function leftOutOf(collected: Collected, ignoreText: string | undefined): (path: string) => boolean {
	if (ignoreText === undefined) return () => false;
	const filter = ignoreFilter(ignoreText);
	return (path) => collected.leftOut.has(path) || (collected.entry(path) !== undefined && filter.leavesOut(path));
}
