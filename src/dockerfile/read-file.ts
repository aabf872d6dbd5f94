/** Text -> instructions with their lines, continuations joined and heredocs taken in (BuildKit: parser.Parse). */
import type { Directive, Heredoc } from './analysis.ts';
import { readDirective } from './directives.ts';
import { trimLeft } from './go-text.ts';
import { type HeredocMarker, heredocMarkers } from './heredoc.ts';
import type { Problems } from './problems.ts';
import { type RawInstruction, readInstruction, withHeredocs } from './raw-instruction.ts';
import { isTooLong, type SourceLine, sourceLines } from './source-lines.ts';

/** A file cut into instructions. */
export interface FileParts {
	readonly instructions: readonly RawInstruction[];
	readonly directives: { syntax?: Directive; escape?: Directive; check?: Directive };
	readonly escape: '\\' | '`';
	readonly lineCount: number;
	readonly commentLines: number;
}

/** Instructions that may carry heredocs when they are not in exec form. */
const heredocKeywords: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);

/** Reads all of a file; after an error it goes on with the next instruction. */
export function readFile(text: string, problems: Problems): FileParts {
	return new FileReader(sourceLines(text), problems).read();
}

class FileReader {
	private readonly lines: readonly SourceLine[];
	private readonly problems: Problems;
	private readonly directives: FileParts['directives'] = {};
	private directivesDone = false;
	private escape: '\\' | '`' = '\\';
	private commentLines = 0;
	/** Index of the next line to read. */
	private at = 0;

	constructor(lines: readonly SourceLine[], problems: Problems) {
		this.lines = lines;
		this.problems = problems;
	}

	read(): FileParts {
		const instructions: RawInstruction[] = [];
		while (this.at < this.lines.length) {
			const instruction = this.next();
			if (instruction !== undefined) instructions.push(instruction);
		}
		return {
			instructions,
			directives: this.directives,
			escape: this.escape,
			lineCount: this.lines.length,
			commentLines: this.commentLines,
		};
	}

	/** Reads one line, or one instruction over several lines. */
	private next(): RawInstruction | undefined {
		const line = this.take();
		if (line === undefined) return undefined;
		const start = this.at;
		const text = trimLeft(line.text);
		this.directive(text);
		if (text.startsWith('#')) this.commentLines++;
		if (text === '' || text.startsWith('#')) return undefined;
		const joined = this.join(text, start);
		const span = { line: start, endLine: this.at };
		const instruction = readInstruction(joined, span, this.escape, this.problems);
		return this.takeHeredocs(instruction, joined);
	}

	private take(): SourceLine | undefined {
		const line = this.lines[this.at];
		if (line === undefined) return undefined;
		this.at++;
		if (!isTooLong(line)) return line;
		this.problems.add(
			'line-too-long',
			{ line: this.at, endLine: this.at },
			`Line ${this.at} is longer than 65,535 bytes.`,
			'Break the line with backslashes, or put the data into a file and COPY it.',
		);
		this.at = this.lines.length;
		return undefined;
	}

	/** Joins the lines that the escape character at the end of a line continues. Comments between them vanish. */
	private join(first: string, start: number): string {
		const pieces: string[] = [];
		let piece = this.continued(first);
		let emptyLine = 0;
		let lastText = start;
		while (piece !== undefined) {
			pieces.push(piece);
			piece = undefined;
			for (let line = this.take(); line !== undefined; line = this.take()) {
				const text = trimLeft(line.text);
				if (text.startsWith('#')) continue;
				if (text === '') {
					emptyLine ||= this.at;
					continue;
				}
				lastText = this.at;
				piece = this.continued(line.text);
				if (piece === undefined) pieces.push(line.text);
				break;
			}
			if (piece === undefined && this.isOpen(lastText)) this.reportDangling(start, lastText);
		}
		if (emptyLine !== 0) this.reportEmptyLine(start, emptyLine);
		return pieces.length === 0 ? first : pieces.join('');
	}

	/** The text before a continuation character at the end; undefined when the line does not go on. */
	private continued(text: string): string | undefined {
		let end = text.length;
		while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
		if (text[end - 1] !== this.escape || text[end - 2] === this.escape) return undefined;
		return text.slice(0, end - 1);
	}

	private isOpen(lineNumber: number): boolean {
		return this.continued(this.lines[lineNumber - 1]?.text ?? '') !== undefined;
	}

	private directive(text: string): void {
		if (this.directivesDone) return;
		const found = readDirective(text);
		if (found === undefined) {
			this.directivesDone = true;
			return;
		}
		const span = { line: this.at, endLine: this.at };
		if (this.directives[found.name] !== undefined) {
			this.problems.add(
				'bad-directive',
				span,
				`The directive "${found.name}" stands twice at the top of the file.`,
				`Keep one "# ${found.name}=" line.`,
			);
			return;
		}
		this.directives[found.name] = { value: found.value, line: this.at };
		if (found.name !== 'escape') return;
		if (found.value === '\\' || found.value === '`') this.escape = found.value;
		else
			this.problems.add(
				'bad-directive',
				span,
				`"${found.value}" cannot be the escape character.`,
				'Write # escape=` or # escape=\\, or remove the line.',
			);
	}

	private takeHeredocs(instruction: RawInstruction, joined: string): RawInstruction {
		const carrier = instruction.keyword === 'ONBUILD' ? (instruction.trigger ?? instruction) : instruction;
		if (!heredocKeywords.has(carrier.keyword) || carrier.json) return instruction;
		const markers = heredocMarkers(joined);
		if (markers.length === 0) return instruction;
		const heredocs: Heredoc[] = [];
		for (const marker of markers) {
			if (marker.spaced) this.reportSpaced(instruction, marker);
			const body = this.heredocBody(marker);
			if (body === undefined) {
				this.reportUnterminated(instruction, marker);
				return { ...withHeredocs(instruction, heredocs, this.at), valid: false };
			}
			heredocs.push(body);
		}
		return withHeredocs(instruction, heredocs, this.at);
	}

	private heredocBody(marker: HeredocMarker): Heredoc | undefined {
		const first = this.at + 1;
		const body: string[] = [];
		for (let line = this.take(); line !== undefined; line = this.take()) {
			const text = marker.chomp ? line.text.replace(/^\t+/, '') : line.text;
			if (text === marker.name) {
				const { name, expand, chomp } = marker;
				return { name, expand, chomp, content: body.join(''), line: first, endLine: this.at };
			}
			body.push(line.raw);
		}
		return undefined;
	}

	private reportUnterminated(instruction: RawInstruction, marker: HeredocMarker): void {
		const near = this.lines.findIndex((line, i) => i >= instruction.endLine && line.text.trim() === marker.name);
		this.problems.add(
			'unterminated-heredoc',
			{ line: instruction.line, endLine: this.at },
			`The heredoc <<${marker.name} has no closing line.`,
			near === -1
				? `Add a line that holds ${marker.name} and nothing else.`
				: `Remove the blanks around ${marker.name} on line ${near + 1}: the closing line must hold it alone.`,
		);
	}

	private reportSpaced(instruction: RawInstruction, marker: HeredocMarker): void {
		this.problems.add(
			'newer-syntax',
			instruction,
			`A blank after << is understood only by newer engines.`,
			`Write <<${marker.chomp ? '-' : ''}${marker.name} without the blank.`,
		);
	}

	private reportDangling(start: number, last: number): void {
		this.problems.add(
			'dangling-continuation',
			{ line: start, endLine: this.at },
			`Line ${last} ends with ${this.escape}, and nothing follows it.`,
			`Remove the ${this.escape} at the end of line ${last}.`,
		);
	}

	private reportEmptyLine(start: number, empty: number): void {
		this.problems.add(
			'empty-continuation-line',
			{ line: start, endLine: this.at },
			`Line ${empty} is empty inside a continued instruction.`,
			`Remove the empty line, or the ${this.escape} above it if the instruction ends there.`,
		);
	}
}
