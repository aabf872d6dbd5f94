/** Pagefind's index of the pages, as much of it as the search uses. */
import { type MarkedText, markedText } from './marked-text.ts';

/** A page, or a section of it, where the words stand. */
export interface Place {
	readonly title: string;
	readonly path: string;
	readonly excerpt: MarkedText;
}

export interface Hit extends Place {
	/** The sections of the page that fit best, at most three, without its beginning. */
	readonly sections: readonly Place[];
}

export interface Hits {
	/** Pages that have the words. */
	readonly count: number;
	/** The first of them. */
	readonly hits: readonly Hit[];
}

interface PagefindPlace {
	readonly title?: string;
	readonly url: string;
	readonly excerpt: string;
}

interface PagefindPage extends PagefindPlace {
	readonly meta: { readonly title?: string };
	readonly sub_results: readonly (PagefindPlace & { readonly title: string })[];
}

interface Pagefind {
	init(): Promise<void>;
	search(words: string): Promise<{ readonly results: readonly { data(): Promise<PagefindPage> }[] }>;
}

/** More than fit on two screens are not read; another word is the better way. */
const shownPages = 12;
const shownSections = 3;
/** A list that all lessons begin with, under the same heading: the title of the page says more. */
const goals = '#goals';
const address = '/pagefind/pagefind.js';

export class PagefindIndex {
	readonly #pagefind: Pagefind;

	private constructor(pagefind: Pagefind) {
		this.#pagefind = pagefind;
	}

	/** Rejects where the pages were built without an index, and where the course does not answer. */
	static async load(): Promise<PagefindIndex> {
		const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
		await pagefind.init();
		return new PagefindIndex(pagefind);
	}

	async find(words: string): Promise<Hits> {
		const { results } = await this.#pagefind.search(words);
		const pages = await Promise.all(results.slice(0, shownPages).map((result) => result.data()));
		return { count: results.length, hits: pages.map(hitOf) };
	}
}

function hitOf({ url, excerpt, meta, sub_results }: PagefindPage): Hit {
	const sections = sub_results.filter((section) => section.url !== url && !section.url.endsWith(goals));
	return {
		title: meta.title ?? url,
		path: url,
		excerpt: markedText(excerpt),
		sections: sections.slice(0, shownSections).map((section) => ({
			title: section.title,
			path: section.url,
			excerpt: markedText(section.excerpt),
		})),
	};
}
