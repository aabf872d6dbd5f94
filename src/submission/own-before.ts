/** The before image of a lab in which the learner writes its Dockerfile, too. */
import { parseDockerfile } from '#dockerfile/parse.ts';
import type { BeforeEvidence } from './before-image.ts';
import { buildImage, measureImage, notStarted } from './build/build-image.ts';
import type { Collected } from './collect/collected.ts';
import { readDockerfile, readIgnoreText } from './collect/dockerfile-text.ts';
import { type GradingContext, labelsFor } from './context.ts';

/** Builds it from the submission. A Dockerfile that cannot be read is a refused build. */
export async function ownBefore(context: GradingContext, collected: Collected): Promise<BeforeEvidence> {
	const { dockerfile: name, tag, target } = context.loaded.lab.images.before;
	const found = await readDockerfile(collected, name);
	const { platform } = context.engine.facts;
	const text = found.ok ? found.text : '';
	const analysis = parseDockerfile(text, { platform, target });
	const dockerfile = { path: found.ok ? found.path : name, text, analysis };
	if (!found.ok) {
		const { message: error, hint } = found.problem;
		return { build: notStarted('refused', { error, hint }), bases: [], dockerfile };
	}
	const wanted = {
		image: 'before' as const,
		tag,
		engineTag: `stagecraft/grading/${context.job}:before`,
		labels: labelsFor(context, 'grading'),
		collected,
		dockerfile,
		ignoreText: await readIgnoreText(collected, found.path),
		target,
	};
	const built = await buildImage(context, wanted);
	const bases = built.bases?.report ?? [];
	if (built.imageId === undefined) return { build: built.evidence, bases, dockerfile };
	return { ...(await measureImage(context, { ...built, imageId: built.imageId }, wanted)), bases, dockerfile };
}
