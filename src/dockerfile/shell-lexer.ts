/**
 * Quotes, escapes and `$variables` in the words of an instruction, as BuildKit's shell.Lex handles them
 * (frontend/dockerfile/shell/lex.go).
 */
import { replacePattern, trimPattern } from './shell-pattern.ts';
import { ShellWords } from './shell-words.ts';

/** Gives the value of a variable, or undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/** How one text is read. */
export interface LexOptions {
	/** The escape character of the file. */
	readonly escape: string;
	readonly lookup: Lookup;
	/**
	 * What becomes of a variable that is not set. `empty` (the default): nothing. `keep`: `$NAME` and `${NAME}` stay in the
	 * text, since something outside may set them, while `${NAME:-x}` is `x`. `keep-all`: these stay as well.
	 */
	readonly unset?: 'empty' | 'keep' | 'keep-all';
	/** Takes quotes as plain characters. */
	readonly quotesArePlain?: boolean;
	/** Keeps quotes and escapes in the result, which the search for heredocs needs. */
	readonly raw?: boolean;
}

/** A text after substitution, or why it cannot be done. */
export type Expansion =
	| {
			readonly ok: true;
			readonly text: string;
			/** The text cut at blanks that are not quoted. */
			readonly words: readonly string[];
			/** Variables that were asked for and are not set. */
			readonly unset: readonly string[];
			/** Characters and pattern steps that it took. */
			readonly cost: number;
	  }
	| {
			readonly ok: false;
			readonly problem: string;
			readonly cost: number;
			/** Set when an engine must not see the text: some crash at it (`empty-pattern`), or work on it for hours. */
			readonly hazard?: Hazard;
	  };

export type Hazard = 'empty-pattern' | 'oversized-variables';

/** Nesting of `${a:-${b:-…}}` that is followed; deeper texts are no honest Dockerfiles and would exhaust the stack. */
const maxDepth = 50;

/**
 * Characters that one text may grow to. BuildKit 0.13 needs time by the square of it (64 KiB: 11 s, measured), and doubling
 * a variable in forty lines would fill any memory.
 */
const maxExpandedLength = 32 * 1024;

/** Replaces variables, removes quotes and escapes. Never throws. */
export function expand(text: string, options: LexOptions): Expansion {
	const lexer = new Lexer(text, options);
	try {
		const { result, words } = lexer.read(undefined, options.raw === true);
		return { ok: true, text: result, words, unset: [...lexer.unset], cost: lexer.cost };
	} catch (error) {
		if (!(error instanceof LexError)) throw error;
		const { message: problem, hazard } = error;
		return { ok: false, problem, cost: lexer.cost, ...(hazard === undefined ? {} : { hazard }) };
	}
}

/** Ends the reading of one text. Never leaves this file. */
class LexError extends Error {
	readonly hazard: Hazard | undefined;

	constructor(message: string, hazard?: Hazard) {
		super(message);
		this.hazard = hazard;
	}
}

class Lexer {
	readonly unset = new Set<string>();
	cost = 0;
	private readonly text: string;
	private readonly options: LexOptions;
	private at = 0;
	private depth = 0;

	constructor(text: string, options: LexOptions) {
		this.text = text;
		this.options = options;
	}

	/** Reads to the stop character, or to the end when there is none. */
	read(stop: string | undefined, rawEscapes: boolean): { readonly result: string; readonly words: readonly string[] } {
		const words = new ShellWords();
		let result = '';
		for (let char = this.peek(); char !== ''; char = this.peek()) {
			if (char === stop) {
				this.at++;
				return { result, words: words.end() };
			}
			const { piece, split } = this.piece(char, rawEscapes);
			if (split) words.add(piece);
			else words.addQuoted(piece);
			result += piece;
			this.cost += piece.length;
			if (this.cost > maxExpandedLength + this.text.length)
				throw new LexError(`the text grows past ${maxExpandedLength} characters`, 'oversized-variables');
		}
		if (stop !== undefined) throw new LexError(`missing ${stop}`);
		return { result, words: words.end() };
	}

	/** The next piece, and whether blanks in it end a word. */
	private piece(char: string, rawEscapes: boolean): { readonly piece: string; readonly split: boolean } {
		if (char === '$') return { piece: this.dollar(rawEscapes), split: true };
		if (char === '<') return { piece: this.angle(), split: false };
		if (char === this.options.escape) return { piece: this.escaped(rawEscapes), split: false };
		if (this.options.quotesArePlain !== true) {
			if (char === "'") return { piece: this.singleQuoted(), split: false };
			if (char === '"') return { piece: this.doubleQuoted(rawEscapes), split: false };
		}
		return { piece: this.next(), split: true };
	}

	private peek(): string {
		return this.text.charAt(this.at);
	}

	private next(): string {
		return this.text.charAt(this.at++);
	}

	/** An escape at the very end is dropped. */
	private escaped(rawEscapes: boolean): string {
		const sign = this.next();
		return (rawEscapes ? sign : '') + this.next();
	}

	/** `<<` takes the blanks behind it along, so that `<< EOF` stays one word. */
	private angle(): string {
		this.at++;
		if (this.peek() !== '<') return '<';
		this.at++;
		const start = this.at;
		while (/^[\t\r ]$/.test(this.peek())) this.at++;
		return `<<${this.text.slice(start, this.at)}`;
	}

	private singleQuoted(): string {
		const end = this.text.indexOf("'", this.at + 1);
		if (end === -1) throw new LexError("a ' has no closing '");
		const inner = this.text.slice(this.at + 1, end);
		this.at = end + 1;
		return this.options.raw === true ? `'${inner}'` : inner;
	}

	private doubleQuoted(rawEscapes: boolean): string {
		const quote = this.options.raw === true ? '"' : '';
		let result = quote;
		this.at++;
		for (let char = this.peek(); char !== ''; char = this.peek()) {
			if (char === '"') {
				this.at++;
				return result + quote;
			}
			if (char === '$') result += this.dollar(rawEscapes);
			else if (char === this.options.escape) result += this.escapedInQuotes(rawEscapes);
			else result += this.next();
			if (result.length > maxExpandedLength + this.text.length)
				throw new LexError(`the text grows past ${maxExpandedLength} characters`, 'oversized-variables');
		}
		throw new LexError('a " has no closing "');
	}

	/** In double quotes only `"`, `$` and the escape itself can be escaped; before anything else it stays. */
	private escapedInQuotes(rawEscapes: boolean): string {
		const sign = this.next();
		const next = this.peek();
		if (next === '') return '';
		if (next !== '"' && next !== '$' && next !== sign) return sign;
		this.at++;
		return (rawEscapes ? sign : '') + next;
	}

	private dollar(rawEscapes: boolean): string {
		this.at++;
		if (this.peek() === '{') return this.braced(rawEscapes);
		const name = this.name();
		if (name === '') return '$';
		return this.value(name) ?? (this.keeps ? `$${name}` : '');
	}

	private braced(rawEscapes: boolean): string {
		if (++this.depth > maxDepth) throw new LexError('variables are nested too deep');
		const start = this.at++;
		if (/^[{}:]$/.test(this.peek())) throw new LexError(`bad substitution $${this.text.slice(start, this.at + 1)}`);
		const name = this.name();
		const operator = this.next();
		const result = this.operate(name, operator, rawEscapes, start);
		this.depth--;
		return result;
	}

	private operate(name: string, operator: string, rawEscapes: boolean, start: number): string {
		switch (operator) {
			case '}':
				return this.value(name) ?? (this.keeps ? `\${${name}}` : '');
			case ':':
				return this.substitute(name, this.next(), true, rawEscapes, start);
			case '+':
			case '-':
			case '?':
				return this.substitute(name, operator, false, rawEscapes, start);
			case '#':
			case '%':
				return this.trim(name, operator, start);
			case '/':
				return this.replace(name);
			case '':
				throw new LexError('missing }');
			default:
				throw new LexError(`\${${name}${operator}…} is not supported`);
		}
	}

	private substitute(
		name: string,
		operator: string,
		emptyIsUnset: boolean,
		rawEscapes: boolean,
		start: number,
	): string {
		if (operator === '#' || operator === '%') this.trim(name, operator, start);
		if (!/^[-+?]$/.test(operator)) throw new LexError(`\${${name}:${operator}…} is not supported`);
		const word = this.read('}', rawEscapes).result;
		const value = this.value(name);
		const isSet = value !== undefined && !(emptyIsUnset && value === '');
		if (value === undefined && this.options.unset === 'keep-all') return this.asWritten(start);
		if (operator === '-') return isSet ? value : word;
		if (operator === '+') return isSet ? word : '';
		if (isSet) return value;
		if (this.keeps && value === undefined) return this.asWritten(start);
		throw new LexError(word === '' ? `${name} is not set` : `${name}: ${word}`);
	}

	private trim(name: string, side: '#' | '%', start: number): string {
		const word = this.read('}', true).result;
		// BuildKit before 0.14 looks at the first character of the pattern, and the daemon dies when there is none.
		if (word.replace(/\$(?:\w+|\{\w+\})/g, '') === '')
			throw new LexError(`the pattern in $${this.text.slice(start, this.at)} is empty`, 'empty-pattern');
		const longest = word.startsWith(side);
		const done = trimPattern(longest ? word.slice(1) : word, this.value(name) ?? '', side, longest);
		this.cost += done.steps;
		if (done.ok) return done.value;
		throw new LexError(done.problem);
	}

	private replace(name: string): string {
		const all = this.peek() === '/';
		if (all) this.at++;
		const pattern = this.read('/', true).result;
		const replacement = this.read('}', true).result;
		const done = replacePattern(pattern, this.value(name) ?? '', replacement, all);
		this.cost += done.steps;
		if (done.ok) return done.value;
		throw new LexError(done.problem);
	}

	private get keeps(): boolean {
		return this.options.unset === 'keep' || this.options.unset === 'keep-all';
	}

	private asWritten(start: number): string {
		return `$${this.text.slice(start, this.at)}`;
	}

	private value(name: string): string | undefined {
		const value = this.options.lookup(name);
		if (value === undefined) this.unset.add(name);
		return value;
	}

	/** Letters, digits and `_`; digits alone when the first is one; or one special parameter of the shell. */
	private name(): string {
		const first = this.peek();
		if (/^\p{Nd}$/u.test(first)) return this.take(/^\p{Nd}$/u);
		if (/^[@*#?\-$!]$/.test(first)) return this.next();
		return this.take(/^[\p{L}\p{Nd}_]$/u);
	}

	private take(pattern: RegExp): string {
		const start = this.at;
		while (pattern.test(this.peek())) this.at++;
		return this.text.slice(start, this.at);
	}
}
