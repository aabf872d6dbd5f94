/** Variables of one build: what they are, and what a text becomes with them. */
import { type Expansion, expand, type LexOptions } from './shell-lexer.ts';

/**
 * Work for all texts of one file together. A text costs the square of its length, as it does in BuildKit 0.13, where this much
 * takes some 30 s. Real files stay below a hundredth.
 */
const maxTotalCost = 4e9;

/** Shorter texts without anything to replace are taken as they are. */
const plainLength = 1000;

const tooMuch: Expansion = {
	ok: false,
	problem: 'the texts of the file grow too long together',
	cost: 0,
	hazard: 'oversized-variables',
};

/** Replaces variables in all texts of one file and keeps count of what they grew to. */
export class Expander {
	private readonly escapeChar: string;
	private left = maxTotalCost;

	constructor(escapeChar: string) {
		this.escapeChar = escapeChar;
	}

	/** `keepUnset`: a variable that is not set here stays in the text, because the base image may set it. */
	expand(text: string, scope: ReadonlyMap<string, string>, keepUnset: boolean): Expansion {
		if (text.length < plainLength && !/[$'"\\`<\s]/.test(text))
			return { ok: true, text, words: [text], unset: [], cost: 0 };
		return this.run(text, scope, { unset: keepUnset ? 'keep' : 'empty' });
	}

	/** As BuildKit does for the title of a step: quotes stay, and so does every variable that is not set. */
	expandTitle(text: string, scope: ReadonlyMap<string, string>): Expansion {
		return this.run(text, scope, { unset: 'keep-all', raw: true });
	}

	/** As BuildKit does for a heredoc that becomes a file: quotes are plain characters, the escape is a backslash. */
	expandBody(text: string, scope: ReadonlyMap<string, string>): Expansion {
		return this.run(text, scope, { unset: 'keep', quotesArePlain: true, escape: '\\' });
	}

	private run(text: string, scope: ReadonlyMap<string, string>, options: Partial<LexOptions>): Expansion {
		if (this.left < 0) return tooMuch;
		const done = expand(text, { escape: this.escapeChar, lookup: (name) => scope.get(name), ...options });
		this.left -= Math.max(done.cost, text.length) ** 2;
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
