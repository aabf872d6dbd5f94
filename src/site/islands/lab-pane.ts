/** `<lab-pane data-lab="go">`: the lab, brought when the page has time for it. */
import { labTextFor } from '../text/load-lab-text.ts';

class LabPane extends HTMLElement {
	#life: AbortController | undefined;

	connectedCallback(): void {
		const life = new AbortController();
		this.#life = life;
		whenSeen(this, life.signal, () => whenIdle(() => void this.#open(life.signal)));
	}

	disconnectedCallback(): void {
		this.#life?.abort();
	}

	async #open(signal: AbortSignal): Promise<void> {
		const [{ openPane }, text] = await Promise.all([import('./lab/open-pane.tsx'), labTextFor(this)]);
		if (signal.aborted) return;
		this.replaceChildren();
		openPane(this, this.dataset['lab'] ?? '', text, signal);
	}
}

/** A phone shows the lesson alone until the lab is asked for: it need not load an editor and a terminal. */
const lessonAlone = window.matchMedia('(max-width: 600px)');

function whenSeen(pane: Element, signal: AbortSignal, run: () => void): void {
	if (!lessonAlone.matches) {
		run();
		return;
	}
	const observer = new IntersectionObserver((entries) => {
		if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
		observer.disconnect();
		run();
	});
	observer.observe(pane);
	signal.addEventListener('abort', () => observer.disconnect());
}

/** The text comes first; the lab after it, or after a second at the latest. */
function whenIdle(run: () => void): void {
	if ('requestIdleCallback' in window) window.requestIdleCallback(run, { timeout: 1000 });
	else setTimeout(run, 1);
}

customElements.define('lab-pane', LabPane);
