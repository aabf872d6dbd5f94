/** What a Dockerfile may take from outside, told before anything is built: the lab's bases and the submitted files. */
import type { DockerfileAnalysis, ExternalImage, RemoteSource } from '#dockerfile/analysis.ts';
import { editDistance, nearest } from '#dockerfile/edit-distance.ts';
import { engineHazard } from '#dockerfile/engine-hazard.ts';
import { normaliseReference } from '#dockerfile/reference.ts';

export interface Refusal {
	readonly error: string;
	readonly hint: string;
	readonly line: number;
}

/** Lab bases as a source policy wants them: `docker.io/library/golang:1.27`. */
export function allowedSources(bases: readonly string[]): readonly string[] {
	return bases.flatMap((base) => {
		const result = normaliseReference(base);
		return result.ok ? [result.reference.text] : [];
	});
}

/** Why this Dockerfile is not given to the engine: it would harm it, or use what a build may not; or undefined. */
export function findRefusal(analysis: DockerfileAnalysis, bases: readonly string[]): Refusal | undefined {
	const hazard = engineHazard(analysis);
	if (hazard !== undefined) return { error: hazard.message, hint: hazard.hint, line: hazard.line };
	const allowed = new Set(allowedSources(bases));
	const image = analysis.externalImages.find(({ reference }) => !allowed.has(reference));
	const remote = analysis.remoteSources[0];
	if (image !== undefined && (remote === undefined || image.line <= remote.line)) {
		return stageRefusal(image, analysis) ?? imageRefusal(image, bases);
	}
	return remote === undefined ? undefined : remoteRefusal(remote);
}

/** Things that a build ignores and that cost nothing. */
export function policyNotes(analysis: DockerfileAnalysis): readonly string[] {
	const { syntax } = analysis.directives;
	if (!analysis.usesSyntaxLine || syntax === undefined) return [];
	return [
		`Line ${syntax.line} of the Dockerfile (# syntax=${syntax.value.slice(0, 100)}) was ignored: the engine's own front end builds the image, so that no registry is needed.`,
	];
}

/** A name alone behind `--from`, in a file whose stages have names: most likely a stage is meant. */
function stageRefusal({ use, resolved, line }: ExternalImage, { stages }: DockerfileAnalysis): Refusal | undefined {
	const names = stages.flatMap(({ name }) => name ?? []);
	if (use === 'base' || names.length === 0 || !/^[a-z0-9_-]+$/i.test(resolved)) return undefined;
	const related = names.find((name) => name.length > 2 && (name.includes(resolved) || resolved.includes(name)));
	const near = related ?? nearest(resolved, names);
	return {
		error: `Line ${line} ${uses[use]} ${resolved}, which is neither a stage nor an image that this lab offers.`,
		hint: `The stages are called ${names.join(', ')}. ${near === undefined ? 'Name one of them' : `Write --from=${near}`}.`,
		line,
	};
}

const uses = { base: 'starts from', copy: 'copies from', mount: 'mounts' } as const;

function imageRefusal({ use, resolved, line }: ExternalImage, bases: readonly string[]): Refusal {
	const near = nearestBase(resolved, bases);
	const list = bases.join(', ');
	return {
		error: `Line ${line} ${uses[use]} the image ${resolved}, which this lab does not offer.`,
		hint:
			near === undefined
				? `Use one of the images of this lab: ${list}.`
				: `Did you mean ${near}? The images of this lab are ${list}.`,
		line,
	};
}

function remoteRefusal({ kind, url, line }: RemoteSource): Refusal {
	return {
		error: `Line ${line} adds ${url}, ${kind === 'git' ? 'a Git repository' : 'a file from the network'}, which a graded build may not fetch.`,
		hint: 'Put the file into the submitted folder and COPY it.',
		line,
	};
}

/** The base of the same name, else one that is spelled almost like it. */
function nearestBase(resolved: string, bases: readonly string[]): string | undefined {
	const name = repositoryName(resolved);
	const sameName = bases.filter((base) => repositoryName(base) === name);
	const candidates = sameName.length > 0 ? sameName : bases.filter((base) => isSlip(name, repositoryName(base)));
	return candidates.toSorted((a, b) => editDistance(a, resolved) - editDistance(b, resolved))[0];
}

/** Up to two letters, and fewer than half of the word. */
function isSlip(written: string, meant: string): boolean {
	return editDistance(written, meant) <= Math.min(2, Math.floor(meant.length / 2));
}

/** `docker.io/library/golang:1.27` gives `golang`; long names are cut, since comparing costs the product of lengths. */
function repositoryName(reference: string): string {
	const path = (reference.slice(0, 300).split('@')[0] ?? '').replace(/:[^/]*$/, '');
	return path.slice(path.lastIndexOf('/') + 1);
}
