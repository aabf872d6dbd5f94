/** One evaluated stage -> its public form. */
import type { Instruction, Stage } from './analysis.ts';
import type { EvaluatedStage } from './evaluate-stages.ts';
import type { GlobalArgs } from './global-args.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';
import type { Expander } from './scope.ts';
import { resolvePlatform } from './stage-base.ts';
import { stageName } from './stage-names.ts';

export function assembleStage(
	{ raw, base, evaluator, state }: EvaluatedStage,
	globals: GlobalArgs,
	expander: Expander,
	problems: Problems,
): Stage {
	const name = stageName(raw);
	const platform = resolvePlatform(raw, globals, expander, problems);
	const { user, workdir, entrypoint, cmd } = state;
	return {
		index: raw.index,
		...(name === undefined ? {} : { name }),
		line: raw.from.line,
		endLine: (raw.body.at(-1) ?? raw.from).endLine,
		base,
		...(platform === undefined ? {} : { platform }),
		instructions: raw.body.map(publicInstruction),
		copies: evaluator.copies,
		mounts: evaluator.mounts,
		args: state.args,
		...(user === undefined ? {} : { user }),
		...(workdir === undefined ? {} : { workdir }),
		...(entrypoint === undefined ? {} : { entrypoint }),
		...(cmd === undefined ? {} : { cmd }),
		exposed: [...state.exposed],
		env: toRecord(state.env),
	};
}

function publicInstruction(instruction: RawInstruction): Instruction {
	const { rest: _rest, pairs: _pairs, valid: _valid, trigger, ...shown } = instruction;
	return trigger === undefined ? shown : { ...shown, trigger: publicInstruction(trigger) };
}

/** `__proto__` may be the name of a variable, so the record has no prototype to fall into. */
function toRecord(env: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
	const record: Record<string, string> = Object.create(null);
	for (const [name, value] of env) record[name] = value;
	return record;
}
