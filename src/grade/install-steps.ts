/** The steps of a Dockerfile that install dependencies, and what was copied before them. */
import type { Copy, DockerfileAnalysis, Instruction, Stage } from '#dockerfile/analysis.ts';

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
export function copiesBefore(stage: Stage, line: number, analysis: DockerfileAnalysis | undefined): readonly Copy[] {
	const own = stage.copies.filter((copy) => copy.line < line);
	const below = stage.base.stageIndex;
	const base = below === undefined ? undefined : analysis?.stages[below];
	return base === undefined ? own : [...copiesBefore(base, base.endLine + 1, analysis), ...own];
}

function scriptOf({ args, heredocs }: Instruction): string {
	return [args.join(' '), ...heredocs.map(({ content }) => content)].join('\n');
}

/** The words of the command in their order, with options between them, as `pip --quiet install` has. */
function commandPattern(command: string): RegExp {
	const words = command.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`(?<![\\w-])${words.join('(?:\\s[^\\n&|;]*)?\\s')}(?![\\w-])`);
}
