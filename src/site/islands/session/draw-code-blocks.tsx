/** Gives the code blocks of the lesson their buttons. */
import { render } from 'preact';
import type { PaneModel } from '../lab/pane-context.ts';
import { showViewEvent } from '../show-view-event.ts';
import { BlockRuns } from './block-runs.ts';
import { BlockTools } from './block-tools.tsx';
import { ShownTerminals } from './shown-terminals.ts';

export function drawCodeBlocks(model: PaneModel, signal: AbortSignal): void {
	const show = () => {
		model.tab.set('terminal');
		window.dispatchEvent(new CustomEvent(showViewEvent, { detail: 'lab' }));
	};
	const { blocks } = model.text.session;
	const shown = new ShownTerminals(model.session, model.terminals, show, blocks, signal);
	const runs = new BlockRuns(shown, blocks, signal);
	for (const place of document.querySelectorAll<HTMLElement>('.block-tools')) {
		const figure = place.closest<HTMLElement>('.code-figure');
		const lesson = place.closest<HTMLElement>('[data-lesson]')?.dataset['lesson'];
		const { block, applies } = figure?.dataset ?? {};
		const text = `${figure?.querySelector('pre')?.textContent?.trimEnd() ?? ''}\n`;
		// The lesson may be in another language than the page.
		place.lang = document.documentElement.lang;
		render(
			<BlockTools
				model={model}
				runs={runs}
				block={lesson === undefined || block === undefined ? undefined : { lesson, block }}
				file={applies === undefined ? undefined : { path: applies, text }}
			/>,
			place,
		);
		signal.addEventListener('abort', () => render(null, place));
	}
}
