import { matchesGlob } from 'node:path';
import type { Copy, DockerfileAnalysis, Instruction, Stage } from '#dockerfile/analysis.ts';
import { durationText } from '#protocol/size-text.ts';
import type { BuildEvidence, MarkerEvidence } from '../evidence.ts';
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

/** A RUN that installs dependencies, with the stage that it stands in. */
interface Install {
	readonly instruction: Instruction;
	readonly stage: Stage;
}

interface Found extends Install {
	/** Undefined when the build told of no such step. */
	readonly step: Step | undefined;
}

/** In the build after a change of the source, every step that installs dependencies comes from the cache. */
export const cacheOrder: Rule<'cache-order'> = {
	needs: () => ['engine', 'after', 'marker'],
	judge: (check, facts) => {
		const { marker, dockerfile } = facts.evidence;
		const expected = `After a change in ${facts.lab.marker.file}, the step that installs the dependencies is CACHED.`;
		if (marker === undefined || dockerfile === undefined)
			return noEvidence(expected, 'a rebuild with a changed source');
		if (marker.outcome !== 'rebuilt' || marker.rebuild === undefined) return notRebuilt(expected, marker);
		const installs = findInstalls(check, dockerfile.analysis);
		if (installs.length === 0 && check.ifAny) return pass(expected, 'No step installs anything.');
		if (installs.length === 0) return noInstall(check, expected, facts);
		const steps = installs.map((install) => ({ ...install, step: stepOf(install, marker.rebuild?.steps ?? []) }));
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

function ranAgain({ instruction, stage, step }: Found, expected: string, facts: Facts, file: string): RuleOutcome {
	const took = step === undefined ? '' : `, ${durationText(step.milliseconds)}`;
	const text = lineText({ line: instruction.line, instruction: instruction.text });
	const actual = `${text} ran again${took}, though no dependency had changed.`;
	const cause = causeOf(copiesBefore(stage, instruction.line, facts), file);
	const place = inDockerfile(facts, cause ?? instruction);
	if (cause === undefined) {
		const hint = `Something before line ${instruction.line} changes with ${file}. Move it below this line.`;
		return fail(expected, actual, hint, place);
	}
	const from = cause.fromAsWritten === undefined ? '' : `--from=${cause.fromAsWritten} `;
	const words = [...cause.sources, cause.destination].join(' ');
	const what = lineText({ line: cause.line, instruction: `${cause.keyword} ${from}${words}` });
	const hint =
		cause.from === 'stage'
			? `${what} brings what was built from ${file} before it. Install above this line, or in a stage of its own.`
			: `${what} copies ${file} before it. Copy only the files that list the dependencies, install, and copy the source below.`;
	return fail(expected, actual, hint, place);
}

/** What is copied before a line of a stage, by the stages of the file that it stands on first. */
function copiesBefore(stage: Stage, line: number, facts: Facts): readonly Copy[] {
	const own = stage.copies.filter((copy) => copy.line < line);
	const below = stage.base.stageIndex;
	const base = below === undefined ? undefined : facts.evidence.dockerfile?.analysis.stages[below];
	return base === undefined ? own : [...copiesBefore(base, base.endLine + 1, facts), ...own];
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

function findInstalls({ commands }: CheckOf<'cache-order'>, analysis: DockerfileAnalysis): readonly Install[] {
	const patterns = commands.map(commandPattern);
	return analysis.reachable.flatMap((index) => {
		const stage = analysis.stages[index];
		if (stage === undefined) return [];
		return stage.instructions
			.filter(({ keyword }) => keyword === 'RUN')
			.filter((instruction) => patterns.some((pattern) => pattern.test(scriptOf(instruction))))
			.map((instruction) => ({ instruction, stage }));
	});
}

function scriptOf({ args, heredocs }: Instruction): string {
	return [args.join(' '), ...heredocs.map(({ content }) => content)].join('\n');
}

/** The words of the command in their order, with options between them, as `pip --quiet install` has. */
function commandPattern(command: string): RegExp {
	const words = command.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`(?<![\\w-])${words.join('(?:\\s[^\\n&|;]*)?\\s')}(?![\\w-])`);
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
