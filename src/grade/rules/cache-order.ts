import { matchesGlob } from 'node:path';
import type { Copy } from '#dockerfile/analysis.ts';
import { durationText } from '#protocol/size-text.ts';
import type { BuildEvidence, MarkerEvidence } from '../evidence.ts';
import { copiesBefore, copyText, findInstalls, type Install, listsFirst } from '../install-steps.ts';
import { orderInText } from '../order-in-text.ts';
import {
	type CheckOf,
	type Facts,
	fail,
	inDockerfile,
	lineText,
	listText,
	noEvidence,
	pass,
	type Rule,
	type RuleOutcome,
} from '../rule.ts';

type Step = BuildEvidence['steps'][number];

interface Found extends Install {
	/** Undefined when the build told of no such step. */
	readonly step: Step | undefined;
	readonly copies: readonly Copy[];
}

/**
 * In the build after a change of the source, every step that installs dependencies comes from the cache. Of a program that
 * nobody can change without knowing it, the Dockerfile has to tell.
 */
export const cacheOrder: Rule<'cache-order'> = {
	needs: () => ['engine', 'after', 'marker'],
	judge: (check, facts) => {
		const { marker, dockerfile } = facts.evidence;
		if (facts.lab.marker === undefined) return orderInText(check, facts);
		const expected = `After a change in ${facts.lab.marker.file}, the step that installs the dependencies is CACHED.`;
		if (marker === undefined || dockerfile === undefined)
			return noEvidence(expected, 'a rebuild with a changed source');
		if (marker.outcome !== 'rebuilt' || marker.rebuild === undefined) return notRebuilt(expected, marker);
		const installs = findInstalls(check.commands, dockerfile.analysis);
		if (installs.length === 0 && check.ifAny) return pass(expected, 'No step installs anything.');
		if (installs.length === 0) return noInstall(check, expected, facts);
		const steps = installs.map((install) => ({
			...install,
			step: stepOf(install, marker.rebuild?.steps ?? []),
			copies: copiesBefore(install.stage, install.instruction.line, dockerfile.analysis),
		}));
		const again = steps.find(({ step }) => step !== undefined && !step.cached);
		if (again !== undefined) return ranAgain(again, expected, facts, marker.file);
		const unseen = steps.find(({ step }) => step === undefined);
		if (unseen !== undefined) return noEvidence(expected, `the step of line ${unseen.instruction.line}`);
		const lines = steps.map(({ instruction }) => `line ${instruction.line}`);
		return pass(expected, `It came from the cache: ${listText(lines)}.`);
	},
};

function notRebuilt(expected: string, { file, outcome, originalValue }: MarkerEvidence): RuleOutcome {
	const actual =
		outcome === 'no-marker'
			? `${file} does not hold the constant ${originalValue}, which the judge changes.`
			: `With the marker changed in ${file} the image does not build any more.`;
	return fail(expected, actual, `Keep ${file} as the starter has it, with its marker.`, { file });
}

function noInstall({ commands }: CheckOf<'cache-order'>, expected: string, facts: Facts): RuleOutcome {
	return fail(
		expected,
		`No step installs dependencies: none runs ${listText(commands)}.`,
		`Install them in a step of its own: RUN ${commands[0]}, after a COPY of nothing but the files that list them.`,
		inDockerfile(facts),
	);
}

function ranAgain({ instruction, copies, step }: Found, expected: string, facts: Facts, file: string): RuleOutcome {
	const took = step === undefined ? '' : `, ${durationText(step.milliseconds)}`;
	const text = lineText({ line: instruction.line, instruction: instruction.text });
	const actual = `${text} ran again${took}, though no dependency had changed.`;
	const cause = causeOf(copies, file);
	const place = inDockerfile(facts, cause ?? instruction);
	if (cause === undefined) {
		const hint = `Something before line ${instruction.line} changes with ${file}. Move it below this line.`;
		return fail(expected, actual, hint, place);
	}
	const what = copyText(cause);
	const hint =
		cause.from === 'stage'
			? `${what} brings what was built from ${file} before it. Install above this line, or in a stage of its own.`
			: `${what} copies ${file} before it. ${listsFirst}`;
	return fail(expected, actual, hint, place);
}

function causeOf(copies: readonly Copy[], file: string): Copy | undefined {
	return (
		copies.find(({ from, sources }) => from === 'context' && sources.some((source) => covers(source, file))) ??
		copies.find(({ from }) => from === 'stage')
	);
}

/** Whether a source of a COPY brings a file of the context. */
function covers(source: string, file: string): boolean {
	const path = source.replace(/^(\.?\/)+/, '').replace(/\/$/, '');
	return path === '' || path === '.' || path === file || file.startsWith(`${path}/`) || matchesGlob(file, path);
}

/** `[build 3/4] RUN …`; `[stage-1 3/4] RUN …` without a name, `[3/4] RUN …` with one stage; a platform may stand first. */
const stepName = /^\[(?:(?:\S+ )?(\S+) )?(\d+)\/\d+\] (RUN .*)$/s;

/**
 * The step of an instruction: by its text, and where that does not help (variables are replaced in it) by its place among
 * the RUN steps of its stage. Stages with the same steps share them under the name of one.
 */
function stepOf({ instruction, stage }: Install, steps: readonly Step[]): Step | undefined {
	const runs = steps.flatMap((step) => {
		const [, name, place, text] = stepName.exec(step.name) ?? [];
		return text === undefined ? [] : [{ step, name, place: Number(place), text: squeezed(text) }];
	});
	const wanted = squeezed(instruction.text);
	const sameText = runs.filter(({ text }) => text === wanted);
	const inStage = runs.filter(({ name }) => name === undefined || name === (stage.name ?? `stage-${stage.index}`));
	const exact = sameText.find((run) => inStage.includes(run)) ?? sameText[0];
	if (exact !== undefined) return exact.step;
	const instructions = stage.instructions.filter(({ keyword }) => keyword === 'RUN');
	if (instructions.length !== inStage.length) return undefined;
	return inStage.toSorted((a, b) => a.place - b.place)[instructions.indexOf(instruction)]?.step;
}

function squeezed(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
