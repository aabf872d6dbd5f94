import { decide } from './decide.ts';
import type { FileFacts } from './learner-files.ts';
import type { Look } from './workspace-side.ts';

export interface Change {
	readonly path: string;
}

export interface Changes {
	/** Both sides have this version now. */
	readonly agree: readonly { readonly path: string; readonly version: string | undefined }[];
	readonly toRunner: readonly Change[];
	readonly toWorkspace: readonly Change[];
	readonly conflicts: readonly Change[];
}

export interface PlanInput {
	/** Versions that both sides had last. */
	readonly agreed: ReadonlyMap<string, string>;
	readonly runner: ReadonlyMap<string, FileFacts>;
	/** Files of the runner that are there and are not shared: too large. */
	readonly unshared: ReadonlySet<string>;
	readonly look: Pick<Look, 'files' | 'leftOut' | 'complete'>;
}

/** What has to be done for both sides to be the same. A file of which not
 * both states are known is left alone. */
export function planChanges({ agreed, runner, unshared, look }: PlanInput): Changes {
	const agree: Changes['agree'][number][] = [];
	const toRunner: Change[] = [];
	const toWorkspace: Change[] = [];
	const conflicts: Change[] = [];
	const lists = { 'to-runner': toRunner, 'to-workspace': toWorkspace, conflict: conflicts };
	const paths = new Set([...agreed.keys(), ...runner.keys(), ...look.files.keys()]);
	for (const path of [...paths].sort()) {
		const before = agreed.get(path);
		const there = look.files.get(path)?.version;
		if (unshared.has(path) || look.leftOut.has(path)) continue;
		if (there === undefined && before !== undefined && !look.complete) continue;
		const here = runner.get(path)?.version;
		const decision = decide(before, here, there);
		if (decision !== 'agree') lists[decision].push({ path });
		else if (here !== before) agree.push({ path, version: here });
	}
	return { agree, toRunner, toWorkspace, conflicts };
}
