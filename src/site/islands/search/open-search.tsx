/** The search over the page that is open, and on a page of its own. */
import { render } from 'preact';
import { localeOfLang, localePath } from '../../text/locales.ts';
import { searchText } from '../../text/search-text.ts';
import { PagefindIndex } from './pagefind-index.ts';
import styles from './search.css?inline';
import { SearchModel } from './search-model.ts';
import { SearchView } from './search-view.tsx';

// Brought along by the script: a page that nobody searches from does not load them.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

const locale = localeOfLang(document.documentElement.lang);
const words = { text: searchText[locale], home: localePath('/', locale) };

let dialog: HTMLDialogElement | undefined;

function makeDialog(): HTMLDialogElement {
	const made = document.createElement('dialog');
	made.className = 'search-dialog';
	made.ariaLabel = words.text.title;
	document.body.append(made);
	const model = new SearchModel(() => PagefindIndex.load());
	render(<SearchView {...words} model={model} onClose={() => made.close()} />, made);
	made.addEventListener('click', ({ target }) => {
		// The page behind it; and a link, which may lead to a section of that page.
		if (target === made || (target instanceof Element && target.closest('a') !== null)) made.close();
	});
	return made;
}

/** Opens the search, with the words that it had. On its own page it is open. */
export function openSearch(): void {
	const box = document.querySelector<HTMLInputElement>('[data-search-here] input');
	if (box !== null) {
		box.select();
		return;
	}
	dialog ??= makeDialog();
	if (dialog.open) return;
	dialog.showModal();
	dialog.querySelector('input')?.select();
}

/** Draws the search into its own page; the address keeps the words. */
export function drawSearch(place: HTMLElement): void {
	const initial = new URLSearchParams(location.search).get('q') ?? '';
	const keep = (typed: string) => {
		const address = typed.trim() === '' ? location.pathname : `?${new URLSearchParams({ q: typed.trim() })}`;
		history.replaceState(history.state, '', address);
	};
	const model = new SearchModel(() => PagefindIndex.load());
	place.replaceChildren();
	render(<SearchView {...words} model={model} initial={initial} onWords={keep} />, place);
}
