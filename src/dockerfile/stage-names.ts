/** Names and numbers of stages, as BuildKit looks them up (dockerfile2llb/convert.go: dispatchStates). */
import type { RawStage } from './group-stages.ts';

/** The name of a stage in lower case, as BuildKit keeps it. */
export function stageName(stage: RawStage): string | undefined {
	const name = stage.from.args[2]?.toLowerCase();
	return stage.from.valid ? name : undefined;
}

/** All stages of a file by name. */
export class StageNames {
	private readonly positions = new Map<string, number[]>();
	private readonly count: number;

	constructor(stages: readonly RawStage[]) {
		this.count = stages.length;
		for (const stage of stages) {
			const name = stageName(stage);
			if (name === undefined) continue;
			const list = this.positions.get(name);
			if (list === undefined) this.positions.set(name, [stage.index]);
			else list.push(stage.index);
		}
	}

	/** For FROM: the last stage above with exactly this text as its name. `FROM Build` is never a stage. */
	above(text: string, index: number): number | undefined {
		return this.positions.get(text)?.findLast((position) => position < index);
	}

	/** For `COPY --from`, `RUN --mount` and `--target`: the last stage of that name in the file, in any case. */
	anywhere(text: string): number | undefined {
		return this.positions.get(text.toLowerCase())?.at(-1);
	}

	/** For `COPY --from=0`: undefined when there is no such stage. */
	numbered(index: number): number | undefined {
		return index >= 0 && index < this.count ? index : undefined;
	}

	names(): readonly string[] {
		return [...this.positions.keys()];
	}

	/** Names that more than one stage bears, with the stages after the first. */
	repeated(): readonly { readonly name: string; readonly stages: readonly number[] }[] {
		return [...this.positions].flatMap(([name, stages]) => (stages.length > 1 ? [{ name, stages }] : []));
	}
}
