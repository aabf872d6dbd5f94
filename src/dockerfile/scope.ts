/** Variables of one build: what they are, and what a text becomes with them. */
import { type Expansion, expand } from './shell-lexer.ts';

/** Characters and pattern steps for all texts of one file together, so that repeated variables cannot hold us up. */
const maxTotalCost = 4 * 1024 * 1024;

/** Replaces variables in all texts of one file and keeps count of what they grew to. */
export class Expander {
	private readonly escapeChar: string;
	private left = maxTotalCost;

	constructor(escapeChar: string) {
		this.escapeChar = escapeChar;
	}

	/** `keepUnset`: a variable that is not set here stays in the text, because the base image may set it. */
	expand(text: string, scope: ReadonlyMap<string, string>, keepUnset: boolean): Expansion {
		if (!/[$'"\\`<\s]/.test(text)) return { ok: true, text, words: [text], unset: [], cost: 0 };
		if (this.left < 0) return { ok: false, problem: 'the variables of the file grow too large', cost: 0 };
		const unset = keepUnset ? 'keep' : 'empty';
		const options = { escape: this.escapeChar, lookup: (name: string) => scope.get(name), unset } as const;
		const done = expand(text, options);
		this.left -= done.cost;
		return done;
	}
}

/** Global arguments that BuildKit sets by itself. */
export function platformArguments(platform: string): ReadonlyMap<string, string> {
	const [os = 'linux', architecture = 'amd64', variant = ''] = platform.split('/');
	const values = new Map<string, string>();
	for (const prefix of ['BUILD', 'TARGET']) {
		values.set(`${prefix}PLATFORM`, platform);
		values.set(`${prefix}OS`, os);
		values.set(`${prefix}ARCH`, architecture);
		values.set(`${prefix}VARIANT`, variant);
	}
	return values;
}
