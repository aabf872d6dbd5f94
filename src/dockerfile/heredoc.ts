/** Heredoc markers (`<<EOF`) in a joined line, as BuildKit finds them (parser/parser.go: heredocsFromLine). */
import { type Expansion, expand } from './shell-lexer.ts';

/** What a marker says; the body follows on the next lines. */
export interface HeredocMarker {
	readonly name: string;
	readonly expand: boolean;
	readonly chomp: boolean;
	/** True for `<< EOF` with a blank, which front ends before 1.20 do not read as a heredoc. */
	readonly spaced: boolean;
}

/** The markers of a line in order. Quotes that do not close mean that there are none, as in BuildKit. */
export function heredocMarkers(line: string): readonly HeredocMarker[] {
	if (!line.includes('<<')) return [];
	const lexed = lex(line, true);
	return lexed.ok ? lexed.words.flatMap((word) => heredocMarker(word) ?? []) : [];
}

/** Reads one word: `<<EOF`, `<<-EOF`, `3<<"EOF"`. */
export function heredocMarker(word: string): HeredocMarker | undefined {
	const found = /^\d*<<(-?)(\s*)([^<]*)$/.exec(word);
	const rest = found?.[3] ?? '';
	if (found === null || rest === '') return undefined;
	const plain = lex(rest, false);
	const raw = lex(rest, true);
	if (!plain.ok || !raw.ok || plain.words.length !== 1) return undefined;
	const name = plain.words[0] ?? '';
	return {
		name,
		expand: quotes(name) === quotes(raw.words[0] ?? ''),
		chomp: found[1] === '-',
		spaced: found[2] !== '',
	};
}

/** Heredoc names are lexed with a backslash even where the file has another escape character. */
function lex(text: string, raw: boolean): Expansion {
	return expand(text, { escape: '\\', lookup: () => undefined, unset: 'keep-all', raw });
}

function quotes(text: string): number {
	return text.replace(/[^'"]/g, '').length;
}
