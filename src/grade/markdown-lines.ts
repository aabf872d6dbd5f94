/** The text of a Markdown document as a reader sees it, line by line. */

export interface MarkdownLine {
	/** 1-based line of the document. */
	readonly line: number;
	/** Without comments, tags and the addresses of links. */
	readonly text: string;
	readonly kind: 'prose' | 'heading' | 'table' | 'table-rule' | 'code';
}

/** All lines that are not blank once comments and tags are gone. Never slower than linear, whatever the text. */
export function markdownLines(markdown: string): readonly MarkdownLine[] {
	const lines: MarkdownLine[] = [];
	let fence: string | undefined;
	for (const [index, raw] of withoutComments(markdown).split(/\r?\n/).entries()) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
		if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
			fence = fence === undefined ? mark : undefined;
			continue;
		}
		const text = fence === undefined ? withoutMarkup(raw) : raw;
		if (text.trim() === '') continue;
		lines.push({ line: index + 1, text, kind: fence === undefined ? kindOf(text) : 'code' });
	}
	return lines;
}

function kindOf(text: string): MarkdownLine['kind'] {
	if (/^ {0,3}#{1,6}\s/.test(text)) return 'heading';
	if (!text.includes('|')) return 'prose';
	return /^[\s|:-]+$/.test(text) && text.includes('-') ? 'table-rule' : 'table';
}

/** Replaces comments, scripts and styles by their line ends, so that line numbers stay. */
function withoutComments(markdown: string): string {
	const parts: string[] = [];
	let rest = 0;
	for (const { open, close } of hiddenParts(markdown)) {
		parts.push(markdown.slice(rest, open), markdown.slice(open, close).replace(/[^\n]/g, ''));
		rest = close;
	}
	return [...parts, markdown.slice(rest)].join('');
}

const hiddenKinds = [
	{ start: '<!--', end: '-->' },
	{ start: '<script', end: '</script>' },
	{ start: '<style', end: '</style>' },
] as const;

function* hiddenParts(markdown: string): Generator<{ readonly open: number; readonly close: number }> {
	const text = markdown.toLowerCase();
	for (let from = 0; ; ) {
		const starts = hiddenKinds
			.map((kind) => ({ kind, at: text.indexOf(kind.start, from) }))
			.filter(({ at }) => at !== -1);
		const [first] = starts.sort((a, b) => a.at - b.at);
		if (first === undefined) return;
		const end = text.indexOf(first.kind.end, first.at);
		const close = end === -1 ? markdown.length : end + first.kind.end.length;
		yield { open: first.at, close };
		from = close;
	}
}

function withoutMarkup(line: string): string {
	return line
		.replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
		.replace(/\]\([^()\s]{0,500}\)/g, '] ')
		.replace(/&nbsp;/g, ' ')
		.replaceAll('`', '');
}
