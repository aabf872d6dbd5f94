/** Finds and reads the Dockerfile of a submission. Its bytes are not changed: CRLF and a byte order mark are for the parser. */
import type { SubmissionProblem } from '#grade/evidence.ts';
import { shownName } from '../words.ts';
import type { Collected } from './collected.ts';
import { maxTextBytes } from './limits.ts';
import { dockerfileProblems } from './problems.ts';

export type DockerfileText =
	| { readonly ok: true; readonly path: string; readonly text: string; readonly notes: readonly string[] }
	| { readonly ok: false; readonly problem: SubmissionProblem };

/** Reads the file that the lab calls `name`, or the one whose name differs in case alone. */
export async function readDockerfile(collected: Collected, name: string): Promise<DockerfileText> {
	const path = findInAnyCase(collected, name);
	if (path === undefined) return bad(dockerfileProblems.missing(name, similarFile(collected, name)));
	const found = await collected.text(path);
	if (found.kind === 'missing') return bad(dockerfileProblems.missing(name, undefined));
	if (found.kind === 'folder') return bad(dockerfileProblems.folder(path));
	if (found.kind === 'dead-link') return bad(dockerfileProblems.deadLink(path, found.target));
	if (found.kind === 'too-large') return bad(dockerfileProblems.tooLarge(path, maxTextBytes));
	const text = decode(found.bytes);
	if (text === undefined) {
		return bad(hasUtf16Mark(found.bytes) ? dockerfileProblems.utf16(path) : dockerfileProblems.binary(path));
	}
	const lines = text
		.replace(/^\uFEFF/, '')
		.split(/\r?\n/)
		.filter((line) => line.trim() !== '');
	if (lines.length === 0) return bad(dockerfileProblems.empty(path));
	if (lines.every((line) => line.trimStart().startsWith('#'))) return bad(dockerfileProblems.comments(path));
	return { ok: true, path, text, notes: path === name ? [] : [oddCaseNote(path, name)] };
}

/** The text of the ignore file that applies to this Dockerfile, or undefined. */
export async function readIgnoreText(collected: Collected, dockerfile: string): Promise<string | undefined> {
	for (const name of [`${dockerfile}.dockerignore`, '.dockerignore']) {
		const found = await collected.text(name);
		if (found.kind === 'text') return found.bytes.toString('utf8');
	}
	return undefined;
}

function bad(problem: SubmissionProblem): DockerfileText {
	return { ok: false, problem };
}

function oddCaseNote(path: string, name: string): string {
	return `${shownName(path)} was taken as the ${name}. \`docker build\` looks for the exact name ${name} on most systems: rename it.`;
}

function findInAnyCase(collected: Collected, name: string): string | undefined {
	if (collected.entry(name) !== undefined) return name;
	return collected.entries.find(({ path }) => path.toLowerCase() === name.toLowerCase())?.path;
}

/** `Dockerfile.txt`, `app/Dockerfile`: what people submit in its place. */
function similarFile(collected: Collected, name: string): string | undefined {
	const wanted = name.toLowerCase();
	return collected.entries.find(({ path, kind }) => {
		const base = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
		if (base.endsWith('.dockerignore') || base.endsWith('.rego')) return false;
		return kind === 'file' && (base === wanted || base.startsWith(`${wanted}.`) || base === 'containerfile');
	})?.path;
}

function hasUtf16Mark(bytes: Buffer): boolean {
	return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** The text with its byte order mark, or undefined when the bytes are no UTF-8 text. */
function decode(bytes: Buffer): string | undefined {
	if (bytes.includes(0)) return undefined;
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
