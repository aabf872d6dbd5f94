/** The steps of a Dockerfile that install dependencies, and what was copied before them. */
import type { Copy, DockerfileAnalysis, Instruction, Stage } from '#dockerfile/analysis.ts';
import { scriptOf } from '#dockerfile/run-commands.ts';
import { stageChain } from '#dockerfile/stage-chain.ts';
import { lineText } from './rule.ts';

/** A RUN that installs dependencies, with the stage that it stands in. */
export interface Install {
	readonly instruction: Instruction;
	readonly stage: Stage;
}

/** Every RUN of a stage that is built which says one of the commands, such as `npm ci`. */
export function findInstalls(commands: readonly string[], analysis: DockerfileAnalysis): readonly Install[] {
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

/** What is copied before a line of a stage, by the stages of the file that it stands on first. */
export function copiesBefore(stage: Stage, line: number, analysis: DockerfileAnalysis): readonly Copy[] {
	return stageChain(stage, analysis.stages)
		.toReversed()
		.flatMap(({ copies }) => copies)
		.filter((copy) => copy.line < line);
}

/** What a learner does about a copy that comes too early. */
export const listsFirst = 'Copy only the files that list the dependencies, install, and copy the source below.';

/** A COPY as a sentence names it. */
export function copyText({ keyword, fromAsWritten, sources, destination, line }: Copy): string {
	const from = fromAsWritten === undefined ? [] : [`--from=${fromAsWritten}`];
	return lineText({ line, instruction: [keyword, ...from, ...sources, destination].join(' ') });
}

/** The words of the command in their order, with options between them, as `pip --quiet install` has. */
function commandPattern(command: string): RegExp {
	const words = command.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`(?<![\\w-])${words.join('(?:\\s[^\\n&|;]*)?\\s')}(?![\\w-])`);
}
