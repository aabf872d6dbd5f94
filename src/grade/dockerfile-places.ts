/** Where things stand in the learner's Dockerfile. */
import type { CommandLine, Stage } from '#dockerfile/analysis.ts';
import type { Facts } from './rule.ts';

/** The stage that the image is made of. */
export function finalStage(facts: Facts): Stage | undefined {
	const analysis = facts.evidence.dockerfile?.analysis;
	return analysis?.target === undefined ? undefined : analysis.stages[analysis.target];
}

/** The stage at the bottom of the final image: its FROM names the base image. */
export function bottomStage(facts: Facts): Stage | undefined {
	const analysis = facts.evidence.dockerfile?.analysis;
	const index = analysis?.multiStage.chain.at(-1);
	return index === undefined ? undefined : analysis?.stages[index];
}

/** ENTRYPOINT of the final image, or CMD where there is none. */
export function startCommand(facts: Facts): CommandLine | undefined {
	const stage = finalStage(facts);
	return stage?.entrypoint ?? stage?.cmd;
}

/** The start command as it should be written: exec form of the same words. */
export function execForm(facts: Facts, command: CommandLine): string {
	const keyword = finalStage(facts)?.cmd === command ? 'CMD' : 'ENTRYPOINT';
	const words = commandWords(command);
	return `${keyword} [${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

function commandWords({ form, value }: CommandLine): readonly string[] {
	if (form === 'exec') return value;
	const words = (value[2] ?? '').trim().split(/\s+/);
	return words[0] === 'exec' ? words.slice(1) : words;
}

/** True when a line lies in a stage whose layers are in the final image. */
export function inFinalImage(facts: Facts, line: number): boolean {
	const analysis = facts.evidence.dockerfile?.analysis;
	if (analysis === undefined) return false;
	return analysis.multiStage.chain.some((index) => {
		const stage = analysis.stages[index];
		return stage !== undefined && line >= stage.line && line <= stage.endLine;
	});
}
