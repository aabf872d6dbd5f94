/** Text in which the words that were looked for are marked. */
export type MarkedText = readonly { readonly text: string; readonly marked: boolean }[];

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

/** What Pagefind gives as HTML: text with entities, and `mark` around what was found. Nothing else of it counts as markup. */
export function markedText(html: string): MarkedText {
	return html
		.split(/(<mark>.*?<\/mark>)/s)
		.map((part) => ({ part, inner: /^<mark>(.*)<\/mark>$/s.exec(part)?.[1] }))
		.map(({ part, inner }) => ({ text: plain(inner ?? part), marked: inner !== undefined }))
		.filter(({ text }) => text !== '');
}

function plain(html: string): string {
	return html.replace(/&([a-z]+|#39|#x27);/g, (whole, name: string) => entities[name] ?? whole);
}
