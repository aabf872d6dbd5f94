import { memoryContext } from '../client/memory-context.ts';
import type { Engine, Labels } from '../engine.ts';
import { buildImage } from './build-image.ts';
import type { Base } from './catalogue.ts';
import { certificateFiles, certificateVariables } from './certificates.ts';
import { certificateFolder, finalStage, withCertificates, withVariables } from './dockerfile-text.ts';
import type { Registries } from './registries.ts';

export interface PullRequest {
	readonly engine: Engine;
	readonly registries: Registries;
	readonly base: Base;
	/** Reference of the image that certificates are merged with. */
	readonly helper: string;
	readonly certificates: readonly string[];
	readonly labels: Labels;
	readonly onStep: (step: string, bytes: number) => void;
	readonly signal: AbortSignal;
}

/**
 * Pulls a base, and puts the certificates and our labels into it under the same reference.
 *
 * @returns false when no registry gives it.
 * @throws UserError `base-build-failed`, `cancelled`.
 */
export async function pullBase(request: PullRequest): Promise<boolean> {
	const { registries, base, helper, certificates, labels, onStep, signal } = request;
	const { reference } = base;
	onStep('asking the registry', 0);
	const pulled = await registries.pull(reference, ({ status, bytes }) => onStep(status, bytes), signal);
	if (!pulled) return false;
	const files = certificateFiles(certificates, certificateFolder).map(
		({ path, content }) => [path, { content }] as const,
	);
	await buildImage(request, {
		context: memoryContext(Object.fromEntries(files)),
		dockerfile:
			certificates.length === 0
				? withVariables(reference, {})
				: withCertificates(reference, helper, certificateVariables(base, certificates)),
		target: finalStage,
		tags: [reference],
		labels,
	});
	return true;
}
