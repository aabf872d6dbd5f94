/** Parser directives: `# syntax=`, `# escape=` and `# check=` at the very top (BuildKit: parser/directives.go). */

const directivePattern = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/;
const known: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

export interface FoundDirective {
	readonly name: 'syntax' | 'escape' | 'check';
	readonly value: string;
}

/** Reads one line as a directive; undefined ends the search, since directives stand before everything else. */
export function readDirective(line: string): FoundDirective | undefined {
	const found = directivePattern.exec(line);
	const name = (found?.[1] ?? '').toLowerCase();
	if (!known.has(name)) return undefined;
	return { name: name as FoundDirective['name'], value: (found?.[2] ?? '').trimEnd() };
}

/** Where a file asks for another front end. */
export interface SyntaxRequest {
	readonly value: string;
	readonly line: number;
}

/**
 * The front end that a file asks for in any of the three ways that BuildKit knows: `# syntax=`, `// syntax=`, or a JSON
 * object with the key `syntax`; a `#!` line before it is skipped. Unlike in the parser, the line must not be indented.
 */
export function detectSyntax(text: string): SyntaxRequest | undefined {
	const body = text.startsWith('\ufeff') ? text.slice(1) : text;
	return detectInComments(body, '#') ?? detectInComments(body, '//') ?? detectInJson(body);
}

function detectInComments(text: string, comment: string): SyntaxRequest | undefined {
	let line = text.startsWith('#!') ? 1 : 0;
	let start = line === 1 ? text.indexOf('\n') + 1 : 0;
	while (start < text.length && text.startsWith(comment, start)) {
		const end = text.indexOf('\n', start);
		const stop = end === -1 ? text.length : end;
		line++;
		const found = readDirective(`#${text.slice(start + comment.length, stop).trim()}`);
		if (found === undefined) return undefined;
		if (found.name === 'syntax') return { value: found.value.split(' ', 1)[0] ?? '', line };
		start = stop + 1;
	}
	return undefined;
}

function detectInJson(text: string): SyntaxRequest | undefined {
	if (!text.trimStart().startsWith('{')) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		const syntax = typeof value === 'object' && value !== null && 'syntax' in value ? value.syntax : undefined;
		return typeof syntax === 'string' && syntax !== '' ? { value: syntax, line: 1 } : undefined;
	} catch {
		return undefined;
	}
}
