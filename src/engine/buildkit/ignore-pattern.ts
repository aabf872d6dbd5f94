import { posix } from 'node:path';
import { BadPattern, type Glob, matchGlob, parseGlob } from './glob.ts';

type Form =
	| { readonly kind: 'exact'; readonly text: string }
	| { readonly kind: 'prefix'; readonly text: string }
	| { readonly kind: 'suffix'; readonly text: string }
	| { readonly kind: 'glob'; readonly glob: Glob };

/** One line of `.dockerignore`, or one path to include. */
export interface IgnorePattern {
	/** Written with `!`: takes back what earlier patterns matched. */
	readonly exception: boolean;
	readonly form: Form;
}

/** As https://pkg.go.dev/path/filepath#Clean: no trailing slash, no `.` or `..` in the middle. */
function clean(path: string): string {
	const normal = posix.normalize(path);
	return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

const special = /[*?[\]\\]/;

/**
 * How the matcher of Docker reads a pattern: text alone is compared, `**` in front or at the end alone is a suffix or
 * a prefix, all else is a glob. The difference shows: `**name` matches any path that ends in `name`.
 */
function formOf(pattern: string): Form {
	const glob = parseGlob(pattern);
	if (!special.test(pattern)) {
		return { kind: 'exact', text: pattern };
	}
	const inner = pattern.replace(/^\*\*/, '');
	if (pattern.startsWith('**') && inner !== '' && !special.test(inner)) {
		return { kind: 'suffix', text: inner };
	}
	const head = pattern.replace(/\*\*$/, '');
	if (pattern.endsWith('**') && !special.test(head)) {
		return { kind: 'prefix', text: head };
	}
	return { kind: 'glob', glob };
}

/**
 * Reads one pattern; undefined for an empty one.
 *
 * @throws BadPattern
 */
export function parsePattern(line: string): IgnorePattern | undefined {
	const trimmed = line.trim();
	if (trimmed === '') {
		return undefined;
	}
	const cleaned = clean(trimmed);
	const exception = cleaned.startsWith('!');
	const pattern = exception ? cleaned.slice(1) : cleaned;
	if (pattern === '') {
		throw new BadPattern(line);
	}
	return { exception, form: formOf(pattern) };
}

/** Whether a path itself matches, without its parent folders and without regard to `!`. */
export function matchesPattern({ form }: IgnorePattern, path: string): boolean {
	switch (form.kind) {
		case 'exact':
			return path === form.text;
		case 'prefix':
			return path.startsWith(form.text);
		case 'suffix':
			return path.endsWith(form.text) || (form.text.startsWith('/') && path === form.text.slice(1));
		case 'glob':
			return matchGlob(form.glob, path);
	}
}
