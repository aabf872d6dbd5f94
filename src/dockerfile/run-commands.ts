/** The simple commands of a RUN, for advice about single programs. No shell: what it cannot follow it leaves out. */
import type { Instruction } from './analysis.ts';

export interface ShellCommand {
	/** Program and arguments, quotes removed, variables as written. Assignments before the program are dropped. */
	readonly words: readonly string[];
	/** True when its output goes into another command. */
	readonly isPiped: boolean;
	/** True when `sudo` stands before it. */
	readonly hasSudo: boolean;
}

/** Words that stand before a command and are none themselves. */
const prefixWords: ReadonlySet<string> = new Set(
	'! { ( if then elif else while until do time exec command env sudo'.split(' '),
);
/** Words that end a compound command. */
const endWords: ReadonlySet<string> = new Set(['}', 'fi', 'done', 'esac']);

/** Shells that take a heredoc for their script; `RUN <<EOF` alone does, too. `python3 <<EOF` is no shell script. */
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash']);

/** All that a RUN has a shell or a program read. */
export function scriptOf({ args, heredocs }: Instruction): string {
	return [args.join(' '), ...heredocs.map(({ content }) => content)].join('\n');
}

/** Commands in the order of the text; those of heredocs last. */
export function runCommands({ args, json, heredocs }: Instruction): readonly ShellCommand[] {
	if (json) return [{ words: args, isPiped: false, hasSudo: false }];
	const own = shellCommands(args.join(' '));
	const isScript = own.every((command) => shells.has(programOf(command)));
	return isScript ? [...own, ...heredocs.flatMap(({ content }) => shellCommands(content))] : own;
}

/** Cuts a script at `;`, `&`, `|`, brackets and line ends that are not quoted. Takes time linear in its length. */
export function shellCommands(script: string): readonly ShellCommand[] {
	const found: ShellCommand[] = [];
	let words: string[] = [];
	let word: string | undefined;
	let quote = '';
	const endWord = () => {
		if (word !== undefined && !word.startsWith('<<')) words.push(word);
		word = undefined;
	};
	const endCommand = (isPiped: boolean) => {
		endWord();
		const own = withoutPrefix(words);
		const before = words.slice(0, words.length - own.length);
		if (own.length > 0) found.push({ words: own, isPiped, hasSudo: before.includes('sudo') });
		words = [];
	};
	for (let at = 0; at < script.length; at++) {
		const char = script.charAt(at);
		if (quote !== '') {
			if (char === quote) quote = '';
			else if (char === '\\' && quote === '"') word = (word ?? '') + script.charAt(++at);
			else word = (word ?? '') + char;
		} else if (char === "'" || char === '"') {
			quote = char;
			word ??= '';
		} else if (char === '\\') {
			const next = script.charAt(++at);
			if (next !== '\n') word = (word ?? '') + next;
		} else if (char === '#' && word === undefined) {
			while (at + 1 < script.length && script.charAt(at + 1) !== '\n') at++;
		} else if (char === '|') {
			const isOr = script.charAt(at + 1) === '|';
			if (isOr || script.charAt(at + 1) === '&') at++;
			endCommand(!isOr);
		} else if (char === '&' && (script.charAt(at - 1) === '>' || script.charAt(at + 1) === '>')) {
			word = (word ?? '') + char;
		} else if (';&()\n'.includes(char)) endCommand(false);
		else if (char === ' ' || char === '\t' || char === '\r') endWord();
		else word = (word ?? '') + char;
	}
	endCommand(false);
	return found;
}

function withoutPrefix(words: readonly string[]): readonly string[] {
	const start = words.findIndex((word) => !prefixWords.has(word) && !/^[A-Za-z_]\w*=/.test(word));
	if (start === -1 || endWords.has(words[start] ?? '')) return [];
	return words.slice(start);
}

/** The program without its folder. */
export function programOf({ words }: ShellCommand): string {
	return (words[0] ?? '').split('/').at(-1) ?? '';
}

/** The arguments that are no options: of `apt-get -y install curl` these are `install` and `curl`. */
export function plainArguments({ words }: ShellCommand): readonly string[] {
	return words.slice(1).filter((word) => !word.startsWith('-') && !/^\d*[<>]/.test(word));
}
