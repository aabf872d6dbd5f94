/** Flags of an instruction against the table of `keywords.ts` (BuildKit: instructions/bflag.go). */
import type { Flag } from './analysis.ts';
import { nearest } from './edit-distance.ts';
import { type FlagRule, keywords } from './keywords.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** Instructions whose flags BuildKit drops without a look at them. */
function dropsFlags({ keyword, args }: RawInstruction): boolean {
	return keyword === 'ARG' || keyword === 'STOPSIGNAL' || (keyword === 'HEALTHCHECK' && /^none$/i.test(args[0] ?? ''));
}

/** Reports every flag that BuildKit refuses. Gives true when there is none. */
export function checkFlags(instruction: RawInstruction, problems: Problems): boolean {
	if (dropsFlags(instruction)) return true;
	const rules = keywords[instruction.keyword] ?? {};
	const seen = new Set<string>();
	let valid = true;
	for (const flag of instruction.flags) {
		const rule = Object.hasOwn(rules, flag.name) ? rules[flag.name] : undefined;
		if (rule === undefined) {
			reportUnknown(instruction, flag.name, Object.keys(rules), problems);
			valid = false;
			continue;
		}
		const complaint = seen.has(flag.name) && rule.kind !== 'list' ? 'stands twice' : badValue(rule, flag, instruction);
		seen.add(flag.name);
		if (complaint !== undefined) {
			problems.add(
				'bad-flag',
				instruction,
				`--${flag.name} of ${instruction.keyword} ${complaint}.`,
				fix(rule, flag.name),
			);
			valid = false;
		} else if (rule.since !== undefined) reportNewer(instruction, flag.name, rule.since, problems);
	}
	return valid;
}

function badValue(rule: FlagRule, flag: Flag, instruction: RawInstruction): string | undefined {
	if (instruction.keyword === 'RUN' && flag.name === 'network' && !/^(?:default|none|host)$/.test(flag.value))
		return `is "${flag.value}", but may only be default, none or host`;
	if (rule.kind === 'switch') {
		if (flag.bare || /^(true|false)$/i.test(flag.value)) return undefined;
		return flag.value === '' ? 'has no value after =' : `is "${flag.value}", but may only be true or false`;
	}
	return flag.bare ? 'has no value' : undefined;
}

function fix(rule: FlagRule, name: string): string {
	return rule.kind === 'switch' ? `Write --${name} once, without a value.` : `Write --${name}=value once.`;
}

function reportUnknown(instruction: RawInstruction, name: string, known: readonly string[], problems: Problems): void {
	const near = nearest(name.toLowerCase(), known);
	const takes =
		known.length === 0
			? `${instruction.keyword} takes no flags; remove --${name}.`
			: `${instruction.keyword} takes ${known.map((flag) => `--${flag}`).join(', ')}.`;
	problems.add(
		'unknown-flag',
		instruction,
		`${instruction.keyword} has no flag --${name}.`,
		near === undefined ? takes : `Did you mean --${near}?`,
	);
}

function reportNewer(instruction: RawInstruction, name: string, since: string, problems: Problems): void {
	problems.add(
		'newer-syntax',
		instruction,
		`${instruction.keyword} --${name} is understood only by newer engines (Dockerfile syntax ${since}).`,
		'Do without it, so that the file builds on every engine.',
	);
}
