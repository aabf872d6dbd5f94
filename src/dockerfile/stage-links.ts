/** Which stage uses which: known before anything is evaluated, since `--from` takes no variables. */
import type { StageBase } from './analysis.ts';
import type { RawStage } from './group-stages.ts';
import { type MountField, mountFields } from './mount-fields.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';
import type { Source, Sources } from './sources.ts';

/** A mount as written, with its source. */
export interface LinkedMount {
	readonly fields: readonly MountField[];
	readonly source: Source;
}

/** Sources of one file's COPY and RUN instructions. */
export interface StageLinks {
	readonly copies: ReadonlyMap<RawInstruction, Source>;
	readonly mounts: ReadonlyMap<RawInstruction, readonly LinkedMount[]>;
	/** For each stage, the stages that it copies or mounts from, with the instruction. */
	readonly uses: readonly (readonly { readonly stage: number; readonly instruction: RawInstruction }[])[];
}

/** Resolves every `--from` of the file, in ONBUILD triggers too. */
export function linkStages(stages: readonly RawStage[], sources: Sources, problems: Problems): StageLinks {
	const copies = new Map<RawInstruction, Source>();
	const mounts = new Map<RawInstruction, readonly LinkedMount[]>();
	const uses = stages.map((stage) => {
		const used: { stage: number; instruction: RawInstruction }[] = [];
		const use = (source: Source, instruction: RawInstruction) => {
			if (source.stageIndex !== undefined) used.push({ stage: source.stageIndex, instruction });
		};
		for (const instruction of stage.body) {
			if (!instruction.valid) continue;
			if (instruction.keyword === 'COPY') {
				const source = linkCopy(instruction, stage, sources);
				copies.set(instruction, source);
				use(source, instruction);
			} else if (instruction.keyword === 'RUN') {
				const linked = linkMounts(instruction, stage, sources, problems);
				mounts.set(instruction, linked);
				for (const mount of linked) use(mount.source, instruction);
			}
		}
		return used;
	});
	return { copies, mounts, uses };
}

export function linkCopy(instruction: RawInstruction, stage: RawStage, sources: Sources): Source {
	const from = instruction.flags.find((flag) => flag.name === 'from')?.value ?? '';
	return from === '' ? { kind: 'context' } : sources.ofCopy(from, instruction, stage);
}

export function linkMounts(
	instruction: RawInstruction,
	stage: RawStage,
	sources: Sources,
	problems: Problems,
): readonly LinkedMount[] {
	return instruction.flags.flatMap((flag) => {
		if (flag.name !== 'mount') return [];
		const fields = mountFields(flag.value);
		if (fields === undefined) {
			reportMount(instruction, flag.value, 'a double quote is out of place', problems);
			return [];
		}
		const from = fields.findLast((field) => field.key === 'from')?.value ?? '';
		return [{ fields, source: from === '' ? { kind: 'context' } : sources.ofMount(from, instruction, stage) }];
	});
}

export function reportMount(
	instruction: RawInstruction,
	mount: string,
	complaint: string,
	problems: Problems,
	reached = true,
): void {
	problems.addIn(
		reached,
		'bad-mount',
		instruction,
		`--mount=${mount} is refused: ${complaint}.`,
		'Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in',
	);
}

/** Stages that the target needs: by FROM, COPY --from and RUN --mount, over any number of steps. */
export function reachableStages(
	target: number | undefined,
	bases: readonly StageBase[],
	links: StageLinks,
): ReadonlySet<number> {
	const reached = new Set<number>();
	const queue = target === undefined ? [] : [target];
	for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
		if (reached.has(index)) continue;
		reached.add(index);
		const base = bases[index]?.stageIndex;
		if (base !== undefined) queue.push(base);
		for (const use of links.uses[index] ?? []) queue.push(use.stage);
	}
	return reached;
}

/** Reports stages that wait for each other, and uses of a stage that stands further down. */
export function checkOrder(links: StageLinks, reached: ReadonlySet<number>, problems: Problems): void {
	const leads = new Map<number, ReadonlySet<number>>();
	links.uses.forEach((used, index) => {
		for (const { stage, instruction } of used) {
			if (stage < index) continue;
			const needed = leads.get(stage) ?? neededStages(stage, links);
			leads.set(stage, needed);
			if (needed.has(index)) reportCircle(instruction, stage === index, problems);
			else
				problems.addIn(
					reached.has(index),
					'later-stage',
					instruction,
					'The stage that it copies from starts further down.',
					'Move that stage above this one.',
				);
		}
	});
}

/** The stage itself and what it needs by COPY and mounts. */
function neededStages(start: number, links: StageLinks): ReadonlySet<number> {
	const seen = new Set<number>();
	const queue = [start];
	for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
		if (seen.has(index)) continue;
		seen.add(index);
		for (const use of links.uses[index] ?? []) queue.push(use.stage);
	}
	return seen;
}

function reportCircle(instruction: RawInstruction, self: boolean, problems: Problems): void {
	problems.add(
		'circular-stage',
		instruction,
		self ? 'The stage copies from itself.' : 'The stages copy from each other in a circle.',
		self ? 'Copy from a stage above, by its name.' : 'Move the shared files into a stage above both.',
	);
}
