/** What a rule is: one pure function for each kind of check, from facts to an outcome. */
import type { Check, CheckKind, Lab } from '#lab/schema.ts';
import type { Evidence } from './evidence.ts';
import type { LayerOrigin } from './layer-origin.ts';

/** What evidence a fault can touch. */
export type FaultSource = Evidence['faults'][number]['what'];

export interface RuleOutcome {
	/** `skip`: it cannot be told from what was handed in; `error`: a fault of ours kept the rule from judging. */
	readonly status: 'pass' | 'fail' | 'skip' | 'error';
	/** What should be so, in one sentence. */
	readonly expected: string;
	/** What is so, naming the values. */
	readonly actual: string;
	/** The next step. Empty on a pass. */
	readonly hint: string;
	/** File of the submission that the outcome points to. */
	readonly file?: string;
	/** Lines in that file, 1-based. */
	readonly line?: number;
	readonly endLine?: number;
}

/** What rules look at: the evidence, and what is derived from it once for all of them. */
export interface Facts {
	readonly lab: Lab;
	readonly evidence: Evidence;
	/** Where each layer of the images comes from, the lowest first; empty without the image. */
	readonly layers: { readonly before: readonly LayerOrigin[]; readonly after: readonly LayerOrigin[] };
}

export type CheckOf<Kind extends CheckKind> = Extract<Check, { readonly kind: Kind }>;

export interface Rule<Kind extends CheckKind> {
	/** Evidence that the rule cannot do without: a fault in it makes the check status `error`. */
	readonly needs: (check: CheckOf<Kind>) => readonly FaultSource[];
	readonly judge: (check: CheckOf<Kind>, facts: Facts) => RuleOutcome;
}

export type Place = Pick<RuleOutcome, 'file' | 'line' | 'endLine'>;

export function pass(expected: string, actual: string): RuleOutcome {
	return { status: 'pass', expected, actual, hint: '' };
}

export function fail(expected: string, actual: string, hint: string, place: Place = {}): RuleOutcome {
	return { status: 'fail', expected, actual, hint, ...place };
}

/** Neither right nor wrong: what was handed in does not tell. `advice`: how to find out; reports show it with the reason. */
export function cannotTell(expected: string, why: string, advice: string): RuleOutcome {
	return { status: 'skip', expected, actual: `Not checked: ${why} ${advice}`, hint: '' };
}

/** The judge has not looked at what the rule needs, and no fault says why: a mistake of ours. */
export function noEvidence(expected: string, what: string): RuleOutcome {
	return {
		status: 'error',
		expected,
		actual: `The judge has no evidence of ${what}.`,
		hint: 'This is a fault of the grader, not of your work. Grade again; if it stays, report it.',
	};
}

/** What a final stage may start from, as a hint says it: `scratch or a distroless image`. */
export function finalBases({ lab }: Facts): string {
	return lab.finalBases.join(' or ');
}

/** Whether the lab's program is one file that a compiler makes, so that a final stage needs nothing else. */
export function isOneFile({ lab }: Facts): boolean {
	return lab.ships === 'one-file';
}

/** The source file that the judge knows best; nowhere in a program that it does not know. */
export function inSource({ lab }: Facts): Place {
	return lab.marker === undefined ? {} : { file: lab.marker.file };
}

/** A place in the Dockerfile of the submission; without lines when the instruction is not known. */
export function inDockerfile(facts: Facts, lines?: { readonly line?: number; readonly endLine?: number }): Place {
	const file = facts.evidence.dockerfile?.path;
	if (file === undefined) return {};
	const { line, endLine } = lines ?? {};
	return { file, ...(line === undefined ? {} : { line }), ...(endLine === undefined ? {} : { endLine }) };
}

/** `Line 9 (COPY --from=build / /)`, or the step itself when there is no line. */
export function lineText(origin: { readonly line?: number; readonly instruction: string }): string {
	const short = shortened(origin.instruction);
	return origin.line === undefined ? `The step "${short}"` : `Line ${origin.line} (${short})`;
}

/** The same inside a sentence. */
export function lineInText(origin: { readonly line?: number; readonly instruction: string }): string {
	const text = lineText(origin);
	return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Characters of an instruction or of a program's output that fit into a sentence. */
const shownCharacters = 60;

export function shortened(text: string): string {
	const oneLine = text.replace(/\s+/g, ' ').trim();
	return oneLine.length <= shownCharacters ? oneLine : `${oneLine.slice(0, shownCharacters - 1)}…`;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listText(items: readonly string[], shown = 4): string {
	if (items.length > shown) return `${items.slice(0, shown - 1).join(', ')} and ${items.length - shown + 1} more`;
	return [items.slice(0, -1).join(', '), ...items.slice(-1)].filter((part) => part !== '').join(' and ');
}
