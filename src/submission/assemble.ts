/** Evidence while it is gathered: filled step by step, a fault of ours noted where it happens instead of ending everything. */
import type { Evidence } from '#grade/evidence.ts';
import { faultTexts } from './build/run-build.ts';

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };
type FaultSource = Evidence['faults'][number]['what'];

/** `dockerfile` and the like are absent until they are known. */
export type EvidenceDraft = Writable<Omit<Evidence, 'builds' | 'images' | 'faults' | 'notes' | 'milliseconds'>> & {
	readonly builds: Writable<Evidence['builds']>;
	readonly images: Writable<Evidence['images']>;
	readonly faults: Evidence['faults'][number][];
	readonly notes: string[];
};

/** `name`: of the submission. */
export function draftEvidence(
	name: string,
	{ kind, version, store, platform }: NonNullable<Evidence['engine']>,
	startedAt: Date,
): EvidenceDraft {
	return {
		submission: { name, hash: '', files: 0, bytes: 0 },
		files: [],
		problems: [],
		builds: {},
		images: {},
		documents: {},
		bases: [],
		engine: { kind, version, store, platform },
		notes: [],
		faults: [],
		startedAt: startedAt.toISOString(),
	};
}

/** Runs one part of the gathering. A failure becomes a fault of that part; the caller's own cancelling goes through. */
export async function attempt(
	draft: EvidenceDraft,
	what: FaultSource,
	signal: AbortSignal,
	part: () => Promise<void>,
): Promise<void> {
	try {
		await part();
	} catch (error) {
		if (signal.aborted) throw error;
		draft.faults.push({ what, message: faultTexts(error).error });
	}
}
