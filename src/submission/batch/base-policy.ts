/** The teacher's word on bases for one grading: substitutes for those that are gone, and patterns of what is allowed besides. */

import type { DockerfileAnalysis, ExternalImage } from '#dockerfile/analysis.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { normaliseReference } from '#dockerfile/reference.ts';
import { matchesReference } from '#dockerfile/reference-pattern.ts';
import { UserError } from '#errors';

export interface BasePolicy {
	/** The first that fits counts. */
	readonly substitutes: readonly { readonly from: string; readonly to: string }[];
	/** Patterns of references that a submission may use besides the bases of the lab. */
	readonly allowed: readonly string[];
}

export const noBasePolicy: BasePolicy = { substitutes: [], allowed: [] };

/**
 * Reads the values of `--map-base FROM=TO` and `--allow-base PATTERN`. Throws UserError `usage-invalid`.
 */
export function parseBasePolicy(maps: readonly string[], allowed: readonly string[]): BasePolicy {
	const substitutes = maps.map((text) => {
		const [from = '', to = '', ...rest] = text.split('=');
		const target = normaliseReference(to);
		if (from !== '' && to !== '' && rest.length === 0 && target.ok) return { from, to };
		throw new UserError(
			'usage-invalid',
			`--map-base is "${text}".`,
			'Give two references with = between them, such as --map-base python:3.9=python:3.13.',
		);
	});
	for (const pattern of allowed) {
		if (/^[^\s=]+$/.test(pattern)) continue;
		throw new UserError(
			'usage-invalid',
			`--allow-base is "${pattern}".`,
			"Give a reference, * for any letters in it, such as --allow-base 'golang:1.26-*'.",
		);
	}
	return { substitutes, allowed };
}

export interface SubstitutedText {
	readonly text: string;
	/** One for each place, as told in the report. */
	readonly notes: readonly string[];
}

/** Puts the substitutes into a Dockerfile. Lines keep their numbers, and all else stays as the learner wrote it. */
export function substituteBases(text: string, { substitutes }: BasePolicy): SubstitutedText {
	const lines = text.split('\n');
	const notes: string[] = [];
	for (const image of parseDockerfile(text).externalImages) {
		const found = substituteFor(image, substitutes);
		if (found === undefined) continue;
		if (replaceOn(lines, image, found.to)) {
			notes.push(
				`Line ${image.line}: ${found.to} was used in place of ${image.resolved}, as the teacher set (--map-base).`,
			);
		}
	}
	return { text: lines.join('\n'), notes };
}

function substituteFor(image: ExternalImage, substitutes: BasePolicy['substitutes']) {
	const reference = normaliseReference(image.resolved);
	return reference.ok ? substitutes.find(({ from }) => matchesReference(from, reference.reference)) : undefined;
}

/** Longest instruction that is looked through for its image, in lines. */
const maxLines = 50;

/** Replaces the name of the image in its instruction, which begins on its line. */
function replaceOn(lines: string[], image: ExternalImage, to: string): boolean {
	const first = image.line - 1;
	for (let index = first; index < Math.min(lines.length, first + maxLines); index += 1) {
		const line = lines[index] ?? '';
		const changed =
			image.use === 'base' ? replaceFrom(line, index === first, to) : replaceOption(line, image.resolved, to);
		if (changed !== line) {
			lines[index] = changed;
			return true;
		}
		if (!/[\\`]\s*$/.test(line)) return false;
	}
	return false;
}

/** `FROM --platform=x NAME AS y`; on a line that goes on, the first word that is no flag. */
function replaceFrom(line: string, isFirst: boolean, to: string): string {
	const pattern = isFirst ? /^(\uFEFF?\s*FROM(?:\s+--\S+)*\s+)([^\s\\`-]\S*)/i : /^(\s*(?:--\S+\s+)*)([^\s\\`#-]\S*)/;
	return line.replace(pattern, (_, before: string) => `${before}${to}`);
}

/** `--from=NAME` of COPY, `from=NAME` in a mount of RUN. */
function replaceOption(line: string, name: string, to: string): string {
	return line.replace(/(\bfrom=)("?)([^\s,"]+)/g, (all, key: string, quote: string, value: string) =>
		value === name ? `${key}${quote}${to}` : all,
	);
}

/** Images of the Dockerfile that the policy allows and the lab does not offer, each once. */
export function allowedBesides(
	analysis: DockerfileAnalysis,
	{ allowed }: BasePolicy,
	bases: readonly string[],
): readonly string[] {
	const offered = new Set(bases.map(normalText));
	const named = [...new Set(analysis.externalImages.map(({ resolved }) => resolved))];
	return named.filter((name) => {
		const reference = normaliseReference(name);
		if (!reference.ok || offered.has(reference.reference.text)) return false;
		return allowed.some((pattern) => matchesReference(pattern, reference.reference));
	});
}

function normalText(name: string): string {
	const reference = normaliseReference(name);
	return reference.ok ? reference.reference.text : name;
}
