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

/** The stage itself and all that it needs: by FROM, COPY --from and RUN --mount, over any number of steps. */
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
export function checkOrder(
	bases: readonly StageBase[],
	links: StageLinks,
	reached: ReadonlySet<number>,
	problems: Problems,
): void {
	const byUse = new Map<number, ReadonlySet<number>>();
	const byAny = new Map<number, ReadonlySet<number>>();
	const leads = (stage: number, index: number, cache: Map<number, ReadonlySet<number>>, over: readonly StageBase[]) => {
		const needed = cache.get(stage) ?? reachableStages(stage, over, links);
		cache.set(stage, needed);
		return needed.has(index);
	};
	links.uses.forEach((used, index) => {
		for (const { stage, instruction } of used) {
			if (stage < index) continue;
			// BuildKit looks for circles of COPY and mounts in all stages; one that closes over a FROM it runs into.
			if (leads(stage, index, byUse, [])) reportCircle(instruction, stage === index, true, problems);
			else if (leads(stage, index, byAny, bases)) reportCircle(instruction, false, reached.has(index), problems);
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

function reportCircle(instruction: RawInstruction, self: boolean, reached: boolean, problems: Problems): void {
	problems.addIn(
		reached,
		'circular-stage',
		instruction,
		self ? 'The stage copies from itself.' : 'The stages use each other in a circle.',
		self ? 'Copy from a stage above, by its name.' : 'Move the shared files into a stage above both.',
	);
}

/** Ways through the stages that BuildKit may walk. It walks each one anew; a million take it seconds per stage. */
const maxWays = 20_000;

/** Reports stages that depend on each other over so many ways that an engine would not come to an end. */
export function checkWays(
	target: number | undefined,
	stages: readonly RawStage[],
	bases: readonly StageBase[],
	links: StageLinks,
	problems: Problems,
): void {
	const ways: number[] = [];
	for (const stage of stages) {
		const needed = new Set((links.uses[stage.index] ?? []).map((use) => use.stage));
		let count = 1 + (ways[bases[stage.index]?.stageIndex ?? -1] ?? 0);
		for (const index of needed) count += ways[index] ?? 0;
		ways.push(count);
	}
	const last = target === undefined ? undefined : stages[target];
	if (last === undefined || (ways[last.index] ?? 0) <= maxWays) return;
	problems.add(
		'tangled-stages',
		last.from,
		`The stages depend on each other over more than ${maxWays.toLocaleString('en')} ways.`,
		'Let each stage copy from the one or two stages that hold its files.',
	);
}
