/** What a FROM starts from. */
import type { StageBase } from './analysis.ts';
import type { GlobalArgs } from './global-args.ts';
import { reportSubstitution } from './global-args.ts';
import type { RawStage } from './group-stages.ts';
import { isPlatform } from './platform.ts';
import type { Problems } from './problems.ts';
import { normaliseReference, type Reference } from './reference.ts';
import type { Expander } from './scope.ts';
import type { StageNames } from './stage-names.ts';

/** Resolves the image of a FROM and reports what BuildKit refuses. */
export function resolveBase(
	stage: RawStage,
	names: StageNames,
	globals: GlobalArgs,
	expander: Expander,
	problems: Problems,
): StageBase {
	const asWritten = stage.from.args[0] ?? '';
	if (!stage.from.valid) return { kind: 'unknown', asWritten, resolved: asWritten };
	const done = expander.expand(asWritten, globals.values, false);
	if (!done.ok) {
		reportSubstitution(stage.from, done, true, problems);
		return { kind: 'unknown', asWritten, resolved: asWritten };
	}
	const resolved = done.text;
	if (resolved === '') {
		reportBlank(stage, asWritten, done.unset, globals, problems);
		return { kind: 'unknown', asWritten, resolved };
	}
	const stageIndex = names.above(resolved, stage.index);
	if (stageIndex !== undefined) return { kind: 'stage', asWritten, resolved, stageIndex };
	if (resolved === 'scratch') return { kind: 'scratch', asWritten, resolved };
	const read = normaliseReference(resolved);
	if (read.ok) return { kind: 'image', asWritten, resolved, ...imageFacts(read.reference) };
	reportReference(stage, resolved, read.problem, names, done.unset, problems);
	return { kind: 'unknown', asWritten, resolved };
}

/** The value of `FROM --platform`; undefined when there is none or it is refused. */
export function resolvePlatform(
	stage: RawStage,
	globals: GlobalArgs,
	expander: Expander,
	problems: Problems,
): string | undefined {
	const flag = stage.from.flags.find((each) => each.name === 'platform');
	if (flag === undefined || flag.value === '' || !stage.from.valid) return undefined;
	const done = expander.expand(flag.value, globals.values, false);
	if (!done.ok) {
		reportSubstitution(stage.from, done, true, problems);
		return undefined;
	}
	if (isPlatform(done.text)) return done.text;
	problems.add(
		'bad-platform',
		stage.from,
		`"${done.text}" is not a platform.`,
		'Write the system and the architecture, for example --platform=linux/amd64, or remove the flag.',
	);
	return undefined;
}

function imageFacts(parts: Reference): Pick<StageBase, 'reference' | 'parts' | 'tag' | 'digest' | 'pinned'> {
	const { tag, digest } = parts;
	const version = parts.tagIsDefault ? 'none' : tag === 'latest' ? 'latest' : 'version';
	return {
		reference: parts.text,
		parts,
		...(tag === undefined ? {} : { tag }),
		...(digest === undefined ? {} : { digest }),
		pinned: digest === undefined ? version : 'digest',
	};
}

function reportBlank(
	stage: RawStage,
	asWritten: string,
	unset: readonly string[],
	globals: GlobalArgs,
	problems: Problems,
): void {
	const missing = unset.find((name) => !globals.names.has(name));
	const name = missing ?? unset[0] ?? 'BASE';
	problems.add(
		'blank-base',
		stage.from,
		`FROM ${asWritten} names no image: ${name} has no value.`,
		`Give it one above the first FROM: ARG ${name}=golang:1.27`,
	);
}

function reportReference(
	stage: RawStage,
	resolved: string,
	complaint: string,
	names: StageNames,
	unset: readonly string[],
	problems: Problems,
): void {
	const lower = resolved.toLowerCase();
	const name = unset[0];
	const hint =
		names.above(lower, stage.index) !== undefined
			? `Names of stages are kept in lower case: FROM ${lower}`
			: name !== undefined
				? `${name} has no value; give it one above the first FROM: ARG ${name}=1.27`
				: lower !== resolved && normaliseReference(lower).ok
					? `Write it in lower case: FROM ${lower}`
					: 'Write it as name:tag, for example golang:1.27.';
	const message = `FROM ${stage.from.args[0]} is not an image reference. ${complaint}`;
	problems.add('bad-reference', stage.from, message, hint);
}
