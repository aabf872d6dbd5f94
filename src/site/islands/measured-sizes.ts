/** `<measured-sizes data-lab="go">`: the sizes of the learner's last report, in the text of the lesson. */
import type { Work } from '#protocol/api.ts';
import type { Report } from '#protocol/report.ts';
import { labTextFor } from '../text/load-lab-text.ts';
import { askJson } from './api/request.ts';
import { reportEvent } from './report-event.ts';

class MeasuredSizes extends HTMLElement {
	readonly #life = new AbortController();
	/** Takes the place of the sentence that stands there before the first report. */
	#place: HTMLElement | undefined;

	connectedCallback(): void {
		const { signal } = this.#life;
		const lab = this.dataset['lab'] ?? '';
		window.addEventListener(
			reportEvent,
			(event) => {
				const { detail } = event as CustomEvent<Report>;
				if (detail.lab.id === lab) void this.#show(detail);
			},
			{ signal },
		);
		askJson<Work>(`/api/labs/${encodeURIComponent(lab)}/work`, { signal }).then(
			(work) => this.#show(work.lastReport),
			// Without the course the sentence that stands there already is the truth.
			() => undefined,
		);
	}

	disconnectedCallback(): void {
		this.#life.abort();
	}

	#emptyPlace(): HTMLElement {
		const place = document.createElement('div');
		this.replaceChildren(place);
		return place;
	}

	async #show(report: Report | undefined): Promise<void> {
		if (report === undefined || report.images.length === 0) return;
		const [{ drawSizes }, text] = await Promise.all([import('./lab/draw-sizes.tsx'), labTextFor(this)]);
		this.#place ??= this.#emptyPlace();
		drawSizes(this.#place, report, text);
	}
}

customElements.define('measured-sizes', MeasuredSizes);
