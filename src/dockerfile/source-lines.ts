/** Cuts a file into lines as BuildKit's scanner does: at `\n` alone, with `\r` at the end of a line dropped. */

/** bufio.MaxScanTokenSize: BuildKit refuses a line of this many bytes or more, its line break included. */
const maxLineBytes = 64 * 1024;

/** One physical line. */
export interface SourceLine {
	/** Without the line break. */
	readonly text: string;
	/** With it, as heredoc bodies keep it. */
	readonly raw: string;
}

/** The lines of a text, a byte order mark at the start removed. A line break at the end opens no further line. */
export function sourceLines(text: string): readonly SourceLine[] {
	const lines: SourceLine[] = [];
	let start = text.startsWith('\ufeff') ? 1 : 0;
	while (start < text.length) {
		const found = text.indexOf('\n', start);
		const end = found === -1 ? text.length : found + 1;
		const raw = text.slice(start, end);
		lines.push({ raw, text: trimLineBreak(raw) });
		start = end;
	}
	return lines;
}

/** True when BuildKit's scanner gives up at this line. */
export function isTooLong(line: SourceLine): boolean {
	// No character takes more than three bytes in UTF-8 per UTF-16 unit, so short lines need no counting.
	if (line.raw.length * 3 < maxLineBytes) return false;
	const bytes = new TextEncoder().encode(line.raw).length;
	return line.raw.endsWith('\n') ? bytes > maxLineBytes : bytes >= maxLineBytes;
}

function trimLineBreak(raw: string): string {
	let end = raw.length;
	while (end > 0 && (raw[end - 1] === '\n' || raw[end - 1] === '\r')) end--;
	return raw.slice(0, end);
}
