/** What a piece of advice is: something beyond points that a look at the Dockerfile and the image gives. */
import type { DockerfileAnalysis, Instruction, Stage } from '#dockerfile/analysis.ts';
import { runCommands, type ShellCommand } from '#dockerfile/run-commands.ts';
import type { CheckKind } from '#lab/schema.ts';
import type { Advice } from '#protocol/report.ts';
import type { Evidence } from '../evidence.ts';
import { type Facts, listText } from '../rule.ts';

/** One place where the advice applies. */
export interface Finding {
	/** What is so, naming the value. */
	readonly message: string;
	/** The next step, at best the corrected line; empty for praise. */
	readonly hint: string;
	readonly line?: number;
	readonly endLine?: number;
}

/** A RUN with the commands in it. */
export interface Run {
	readonly stage: Stage;
	readonly instruction: Instruction;
	readonly commands: readonly ShellCommand[];
}

/** What advice looks at. A stage that the image does not need gets none. */
export interface AdviceScope {
	readonly facts: Facts;
	readonly text: string;
	readonly analysis: DockerfileAnalysis;
	/** Stages that are built for the image. */
	readonly built: readonly Stage[];
	/** Stages whose layers are in the image; what others leave behind stays in no image. */
	readonly kept: readonly Stage[];
	readonly builtRuns: readonly Run[];
	readonly keptRuns: readonly Run[];
	/** True when the program did all that it should. */
	readonly works: boolean;
}

export interface AdviceRule {
	/** The same in every lab. */
	readonly id: string;
	readonly level: Advice['level'];
	/** Rules of other tools that find the same: https://github.com/hadolint/hadolint and `docker build --check`. */
	readonly hadolint?: readonly string[];
	readonly buildCheck?: readonly string[];
	/** Checks that say the same when they fail; then it is not said twice. */
	readonly saidBy?: readonly CheckKind[];
	/** The places, in the order of the file. */
	readonly find: (scope: AdviceScope) => readonly Finding[];
}

/** Undefined without a Dockerfile that can be read to its end. */
export function adviceScope(facts: Facts, works: boolean): AdviceScope | undefined {
	const dockerfile: Evidence['dockerfile'] = facts.evidence.dockerfile;
	if (dockerfile === undefined || dockerfile.analysis.target === undefined) return undefined;
	const { analysis, text } = dockerfile;
	const at = (index: number) => analysis.stages[index] ?? [];
	const built = analysis.reachable.flatMap(at);
	const kept = analysis.multiStage.chain.toSorted((a, b) => a - b).flatMap(at);
	return { facts, text, analysis, built, kept, builtRuns: built.flatMap(runs), keptRuns: kept.flatMap(runs), works };
}

function runs(stage: Stage): readonly Run[] {
	return stage.instructions
		.filter(({ keyword }) => keyword === 'RUN')
		.map((instruction) => ({ stage, instruction, commands: runCommands(instruction) }));
}

/** Runs with a command like this, and those commands. */
export function runsWith(
	runs: readonly Run[],
	wanted: (command: ShellCommand) => boolean,
): readonly (Run & { readonly found: readonly ShellCommand[] })[] {
	return runs.flatMap((run) => {
		const found = run.commands.filter(wanted);
		return found.length === 0 ? [] : [{ ...run, found }];
	});
}

/** A finding at an instruction. */
export function at({ line, endLine }: Pick<Instruction, 'line' | 'endLine'>, message: string, hint: string): Finding {
	return { message, hint, line, endLine };
}

/** Steps that install packages of no named version. */
export function versionsOfTheDay(
	installs: ReturnType<typeof runsWith>,
	loose: (command: ShellCommand) => readonly string[],
	hint: string,
): readonly Finding[] {
	return installs.flatMap(({ instruction, found }) => {
		const names = found.flatMap(loose);
		if (names.length === 0) return [];
		return at(instruction, `The version of ${listText(names)} is that of the day of the build.`, hint);
	});
}
