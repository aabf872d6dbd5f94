/** `--from` of COPY and `from=` of a mount: a stage, else an image (BuildKit: toCommand and detectRunMount). */
import { nearest } from './edit-distance.ts';
import type { RawStage } from './group-stages.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';
import { normaliseReference } from './reference.ts';
import { type StageNames, stageName } from './stage-names.ts';

/** Where files come from. `none`: an empty file system. */
export interface Source {
	readonly kind: 'context' | 'stage' | 'image' | 'none' | 'unknown';
	readonly stageIndex?: number;
	/** For `image`: normalised. */
	readonly reference?: string;
	readonly asWritten?: string;
}

/** Names that people give to stages and nobody to an image of one word. */
const stageLikeNames =
	/^(?:app|base|build|builder|building|builds|compile|compiler|dependencies|deps|dev|development|final|install|prod|production|release|runtime|stage\d*|test|tests)$/i;

export class Sources {
	private readonly stages: readonly RawStage[];
	private readonly names: StageNames;
	private readonly problems: Problems;

	constructor(stages: readonly RawStage[], names: StageNames, problems: Problems) {
		this.stages = stages;
		this.names = names;
		this.problems = problems;
	}

	/** Resolves `COPY --from=…`. A number is the index of a stage. */
	ofCopy(from: string, instruction: RawInstruction, stage: RawStage): Source {
		if (!/^[+-]?\d+$/.test(from)) return this.named(from, instruction, stage, `${instruction.keyword} --from`);
		const stageIndex = this.names.numbered(Number(from));
		if (stageIndex !== undefined) return { kind: 'stage', stageIndex, asWritten: from };
		this.problems.add(
			'bad-stage-index',
			instruction,
			`There is no stage ${from}: the file has ${this.stages.length}, counted from 0.`,
			'Name the stage with AS and copy from the name.',
		);
		return { kind: 'unknown', asWritten: from };
	}

	/** Resolves `from=` of a mount, in which a number is no index but a name. */
	ofMount(from: string, instruction: RawInstruction, stage: RawStage): Source {
		return this.named(from, instruction, stage, 'The mount of RUN');
	}

	private named(from: string, instruction: RawInstruction, stage: RawStage, where: string): Source {
		const stageIndex = this.names.anywhere(from);
		if (stageIndex !== undefined) return { kind: 'stage', stageIndex, asWritten: from };
		if (from === 'scratch') return { kind: 'none', asWritten: from };
		if (from.includes('$')) return this.refuseVariable(from, instruction);
		const read = normaliseReference(from);
		if (!read.ok) return this.refuseReference(from, instruction, read.problem);
		this.warnUnknown(from, instruction, stage, where);
		return { kind: 'image', reference: read.reference.text, asWritten: from };
	}

	private refuseVariable(from: string, instruction: RawInstruction): Source {
		this.problems.add(
			'copy-from-variable',
			instruction,
			`Variables are not replaced in "${from}".`,
			`Add a stage of its own above, FROM ${from} AS source, and copy from source.`,
		);
		return { kind: 'unknown', asWritten: from };
	}

	private refuseReference(from: string, instruction: RawInstruction, complaint: string): Source {
		const near = this.suggestion(from);
		this.problems.add(
			'bad-reference',
			instruction,
			`"${from}" is neither a stage of this file nor an image reference. ${complaint}`,
			near === undefined ? 'Name a stage of this file, or an image such as busybox:1.37.' : `Did you mean ${near}?`,
		);
		return { kind: 'unknown', asWritten: from };
	}

	private warnUnknown(from: string, instruction: RawInstruction, stage: RawStage, where: string): void {
		if (/[/:@]/.test(from) || this.problems.isFull('unknown-stage')) return;
		const near = this.suggestion(from);
		if (near === undefined && !stageLikeNames.test(from)) return;
		const unnamed = this.stages.find((each) => each.index < stage.index && stageName(each) === undefined);
		const image = unnamed?.from.args[0] ?? '';
		this.problems.add(
			'unknown-stage',
			instruction,
			`${where} names "${from}", which is no stage of this file, so Docker looks for an image of that name.`,
			near !== undefined
				? `Did you mean stage ${near}?`
				: unnamed === undefined
					? `Name an earlier stage ${from} with AS.`
					: `Name the stage on line ${unnamed.from.line}: FROM ${image} AS ${from}`,
		);
	}

	private suggestion(from: string): string | undefined {
		return nearest(from.toLowerCase(), this.names.names());
	}
}
