/** The base policy of a grading applied to one submission, before it is graded. */

import { parseDockerfile } from '#dockerfile/parse.ts';
import type { Engine } from '#engine/engine.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Collected } from '../collect/collected.ts';
import { readDockerfile } from '../collect/dockerfile-text.ts';
import { labFiles } from '../collect/lab-files.ts';
import { allowedBesides, type BasePolicy, substituteBases } from './base-policy.ts';
import { writeCopy } from './write-copy.ts';

export interface Prepared {
	/** The folder to grade: the one handed in, or a copy with other bases. */
	readonly path: string;
	/** The lab, with the bases that this submission may use besides. */
	readonly lab: LoadedLab;
	readonly notes: readonly string[];
}

export interface PolicyRequest {
	readonly engine: Engine;
	readonly policy: BasePolicy;
	readonly collected: Collected;
	/** Where a changed copy goes. */
	readonly spare: string;
	readonly signal: AbortSignal;
}

/**
 * Substitutes bases in a copy, and makes allowed ones present. A base that cannot be had is told in the notes; the build is
 * then refused with the bases that there are.
 */
export async function applyPolicy(request: PolicyRequest, plain: Prepared): Promise<Prepared> {
	const { policy, collected, spare } = request;
	if (policy.substitutes.length === 0 && policy.allowed.length === 0) return plain;
	const changed = new Map<string, string>();
	const notes: string[] = [];
	const extra = new Set<string>();
	for (const name of labFiles(plain.lab.lab).dockerfiles) {
		const found = await readDockerfile(collected, name);
		if (!found.ok) continue;
		const substituted = substituteBases(found.text, policy);
		notes.push(...substituted.notes);
		if (substituted.notes.length > 0) changed.set(found.path, substituted.text);
		const analysis = parseDockerfile(substituted.text, { platform: request.engine.facts.platform });
		const besides = [...policy.substitutes.map(({ to }) => to), ...policy.allowed];
		for (const base of allowedBesides(analysis, { ...policy, allowed: besides }, plain.lab.lab.bases)) extra.add(base);
	}
	if (changed.size > 0) await writeCopy(collected, spare, changed);
	const present: string[] = [];
	for (const base of extra) {
		if (await makePresent(request, base)) present.push(base);
		else notes.push(`The base ${base} is allowed, but it is not on this machine and could not be pulled.`);
	}
	return {
		path: changed.size > 0 ? spare : plain.path,
		lab: withBases(plain.lab, present),
		notes: [...plain.notes, ...notes],
	};
}

async function makePresent({ engine, signal }: PolicyRequest, base: string): Promise<boolean> {
	if ((await engine.images.inspect(base, { signal })) !== undefined) return true;
	try {
		await engine.images.pull(base, () => undefined, { signal });
		return true;
	} catch (error) {
		if (signal.aborted) throw error;
		return false;
	}
}

/** The check of bases goes by its own list where it has one. */
function withBases({ lab, ...rest }: LoadedLab, bases: readonly string[]): LoadedLab {
	if (bases.length === 0) return { lab, ...rest };
	const checks = lab.checks.map((check) =>
		check.kind === 'allowed-bases' && check.allowed !== undefined
			? { ...check, allowed: [...check.allowed, ...bases] }
			: check,
	);
	return { ...rest, lab: { ...lab, bases: [...lab.bases, ...bases], checks } };
}
