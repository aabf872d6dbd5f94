import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import { entryProgram } from '../entry-program.ts';
import {
	type CheckOf,
	type Facts,
	fail,
	inDockerfile,
	isOneFile,
	lineInText,
	noEvidence,
	pass,
	type Rule,
	type RuleOutcome,
} from '../rule.ts';

const expected = 'A later stage copies what an earlier one has built, and the image uses it.';

/**
 * Files cross from an earlier stage into the final image by COPY --from, and are what the image lives on: with `carries:
 * 'entry-point'` the very program that starts, else any bytes that no later layer hides.
 */
export const multiStage: Rule<'multi-stage'> = {
	needs: () => ['engine', 'after', 'image'],
	judge: (check, facts) => {
		const analysis = facts.evidence.dockerfile?.analysis;
		if (analysis === undefined || facts.evidence.images.after === undefined) return noEvidence(expected, 'the image');
		return noCrossing(analysis, facts) ?? unused(check, analysis, facts) ?? passed(analysis);
	},
};

function noCrossing({ stages, multiStage: facts_, target }: DockerfileAnalysis, facts: Facts): RuleOutcome | undefined {
	if (facts_.copiesFromStage) return undefined;
	const last = target === undefined ? undefined : stages[target];
	const place = inDockerfile(facts, last === undefined ? {} : { line: last.line });
	if (stages.length < 2) {
		return fail(
			expected,
			'The Dockerfile has one stage, so all that is needed to build stays in the image.',
			`Add AS build to line ${last?.line ?? 1}, then add a second stage below: FROM ${facts.lab.finalBases[0]}, and COPY --from=build for ${isOneFile(facts) ? 'the program' : 'what the program needs'} alone.`,
			place,
		);
	}
	if (facts_.decorative === 'builds-on-builder') {
		return fail(
			expected,
			`The final stage at line ${last?.line ?? 1} starts from the stage ${last?.base.resolved ?? ''}, and so brings everything of it along.`,
			`Start it from a small image (FROM ${facts.lab.finalBases[0]}) and copy the program with COPY --from=${last?.base.resolved ?? 'build'}.`,
			place,
		);
	}
	const builder = stages.find(({ index }) => index !== target);
	return fail(
		expected,
		`There are ${stages.length} stages, and nothing of an earlier one reaches the final one.`,
		`Copy the program into the final stage: COPY --from=${builder?.name ?? builder?.index ?? 0} /path/of/program /program.`,
		place,
	);
}

function unused(check: CheckOf<'multi-stage'>, analysis: DockerfileAnalysis, facts: Facts): RuleOutcome | undefined {
	const image = facts.evidence.images.after;
	if (image === undefined) return undefined;
	const crossingLines = analysis.multiStage.crossings.map(({ line }) => line);
	const carried = facts.layers.after.filter(({ line }) => line !== undefined && crossingLines.includes(line));
	const place = inDockerfile(facts, { ...(crossingLines[0] === undefined ? {} : { line: crossingLines[0] }) });
	const otherCopies = analysis.stages.flatMap(({ copies }) => copies.filter(({ from }) => from !== 'stage'));
	const isOtherCopy = (layer: number) => otherCopies.some(({ line }) => line === facts.layers.after[layer]?.line);
	// A later chmod or chown stores the same bytes again: the copy is used all the same. The same file once more from the
	// build context is another matter: what starts was not built here.
	const touched = image.analysis.hidden.filter(({ cause, hiddenBy }) => cause === 'copied' && !isOtherCopy(hiddenBy));
	const alive = carried.filter(
		({ index, bytes, deadBytes }) => bytes > deadBytes || touched.some(({ layer }) => layer === index),
	);
	if (alive.length === 0) {
		return fail(
			expected,
			`What line ${crossingLines.join(', ')} copies is empty or hidden by a later layer.`,
			'Copy the program that the image starts, and do not put another file over it.',
			place,
		);
	}
	if (check.carries === 'anything') return undefined;
	const program = entryProgram(image.analysis);
	if (program.file === undefined) {
		return fail(
			expected,
			program.name === '' ? 'The image starts nothing.' : `The image starts ${program.name}, which it does not have.`,
			'Name the program that you copied in ENTRYPOINT.',
			place,
		);
	}
	const { layer, path } = program.file;
	const layers = [layer, ...touched.filter((file) => file.path === path).map((file) => file.layer)];
	if (carried.some(({ index }) => layers.includes(index))) return undefined;
	const origin = facts.layers.after[layer];
	const by = origin === undefined ? 'another step' : origin.fromBase ? 'the base image' : lineInText(origin);
	return fail(
		expected,
		`A stage is copied from, but the program that starts, /${path}, comes from ${by}.`,
		`Start the copied file instead, and remove the steps of the final stage that build it again.`,
		inDockerfile(facts, origin),
	);
}

function passed({ multiStage: { crossings }, stages }: DockerfileAnalysis): RuleOutcome {
	const [first] = crossings;
	const name = first === undefined ? '' : (stages[first.fromStage]?.name ?? `stage ${first.fromStage}`);
	return pass(expected, `Line ${first?.line ?? 0} copies ${first?.paths.join(' ') ?? ''} from ${name}.`);
}
