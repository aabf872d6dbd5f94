/** The search opens over the page; without a script, or while its code cannot be had, the link leads to its own page. */
import address from './search/open-search.tsx?address';

const link = document.querySelector<HTMLAnchorElement>('a[data-search]');
const ownPlace = document.querySelector<HTMLElement>('[data-search-here]');

function load(): Promise<typeof import('./search/open-search.tsx')> {
	return import(/* @vite-ignore */ address);
}

function open(): void {
	load().then(
		({ openSearch }) => openSearch(),
		() => link?.click(),
	);
}

/** Whether keys belong to what a person is typing in: an editor and a terminal have a use of their own for this one. */
function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

link?.addEventListener('click', (event) => {
	// Scripted clicks are the way back to the plain link.
	if (!event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey) return;
	event.preventDefault();
	open();
});
document.addEventListener('keydown', (event) => {
	const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
	if (key.toLowerCase() !== 'k' || ctrlKey === metaKey || shiftKey || altKey || isTyping(target)) return;
	event.preventDefault();
	open();
});
if (ownPlace !== null) load().then(({ drawSearch }) => drawSearch(ownPlace), console.error);
