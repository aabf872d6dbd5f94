/** Instructions -> global arguments and stages (BuildKit: instructions.Parse). */
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** A FROM and what follows it. */
export interface RawStage {
	readonly index: number;
	readonly from: RawInstruction;
	readonly body: readonly RawInstruction[];
}

export interface Grouped {
	/** ARG before the first FROM. */
	readonly globalArgs: readonly RawInstruction[];
	readonly stages: readonly RawStage[];
}

/** Stages that are read. Even large real files have some dozens; each costs time wherever stages are compared. */
export const maxStages = 250;

export function groupStages(instructions: readonly RawInstruction[], problems: Problems): Grouped {
	const globalArgs: RawInstruction[] = [];
	const stages: { index: number; from: RawInstruction; body: RawInstruction[] }[] = [];
	for (const instruction of instructions) {
		const current = stages.at(-1);
		if (instruction.keyword === 'FROM') {
			if (stages.length === maxStages) {
				const hint = 'Split the file, or remove stages that are not needed.';
				problems.add('too-large', instruction, `The file has more than ${maxStages} stages.`, hint);
				break;
			}
			stages.push({ index: stages.length, from: instruction, body: [] });
		} else if (current !== undefined) current.body.push(instruction);
		else if (instruction.keyword === 'ARG') globalArgs.push(instruction);
		else if (instruction.valid) reportEarly(instruction, problems);
	}
	const last = instructions.at(-1);
	if (stages.length === 0 && last !== undefined && !problems.hasErrors)
		problems.add(
			'missing-from',
			last,
			'The file has no FROM.',
			'Start with the image to build on, for example: FROM golang:1.27',
		);
	return { globalArgs, stages };
}

function reportEarly(instruction: RawInstruction, problems: Problems): void {
	problems.add(
		'instruction-before-from',
		instruction,
		`${instruction.keyword} stands before the first FROM.`,
		'Put a FROM line above it; only ARG may stand before FROM.',
	);
}
