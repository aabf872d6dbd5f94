/** Under 1100 px the lesson and the lab are two views; the buttons choose. */
import { showViewEvent } from './show-view-event.ts';

const page = document.querySelector<HTMLElement>('.lab-page');
const buttons = document.querySelectorAll<HTMLButtonElement>('[data-show]');
/** Where both stand side by side there is nothing to switch. */
const oneView = window.matchMedia('(max-width: 1099px)');
/** Where each view was scrolled to: one document holds both. */
const scrolled = new Map<string, number>();

function show(view: string): void {
	if (page === null) return;
	scrolled.set(page.dataset['view'] ?? 'lesson', window.scrollY);
	page.dataset['view'] = view;
	// A phone hides the switch until the lab was asked for once.
	if (view === 'lab') page.dataset['labAsked'] = '';
	for (const button of buttons) {
		if (button.ariaPressed !== null) button.ariaPressed = String(button.dataset['show'] === view);
	}
	window.scrollTo({ top: scrolled.get(view) ?? 0, behavior: 'instant' });
}

for (const button of buttons) button.addEventListener('click', () => show(button.dataset['show'] ?? 'lesson'));

window.addEventListener(showViewEvent, (event) => {
	if (oneView.matches) show((event as CustomEvent<string>).detail);
});

// Past the lesson, which stays where it is.
document.querySelector('[data-skip-to-lab]')?.addEventListener('click', (event) => {
	event.preventDefault();
	if (oneView.matches) show('lab');
	document.getElementById('the-lab')?.focus({ preventScroll: true });
});
