/** The tabs, by the ARIA pattern: one stop for Tab, arrow keys between them. */
import type { ComponentChildren } from 'preact';
import { useStore } from '../use-store.ts';
import { type TabName, tabNames, usePane } from './pane-context.ts';

const titles: Readonly<Record<TabName, string>> = {
	files: 'Files',
	terminal: 'Terminal',
	results: 'Results',
	layers: 'Layers',
};

export function Tabs() {
	const pane = usePane();
	const current = useStore(pane.tab);
	const report = useStore(pane.report);
	const move = (event: KeyboardEvent) => {
		const at = tabNames.indexOf(current);
		const targets: Record<string, number> = {
			ArrowRight: at + 1,
			ArrowLeft: at - 1,
			Home: 0,
			End: tabNames.length - 1,
		};
		const target = targets[event.key];
		const name = target === undefined ? undefined : tabNames[(target + tabNames.length) % tabNames.length];
		if (name === undefined) return;
		event.preventDefault();
		pane.tab.set(name);
		document.getElementById(`tab-${name}`)?.focus();
	};
	return (
		<div class="tabs" role="tablist" aria-label="Parts of the lab" onKeyDown={move}>
			{tabNames.map((name) => (
				<button
					key={name}
					type="button"
					role="tab"
					id={`tab-${name}`}
					aria-controls={`panel-${name}`}
					aria-selected={name === current}
					tabIndex={name === current ? 0 : -1}
					onClick={() => pane.tab.set(name)}
				>
					{titles[name]}{' '}
					{name === 'results' && report !== undefined && (
						<span class="tab-note numbers">
							{report.score} of {report.maxScore}
						</span>
					)}
				</button>
			))}
		</div>
	);
}

/** Every panel stays in the document, so that what is in it keeps its place. */
export function Panel({ name, children }: { readonly name: TabName; readonly children: ComponentChildren }) {
	const current = useStore(usePane().tab);
	return (
		<div
			class={`panel panel-${name}`}
			role="tabpanel"
			// What scrolls takes the keyboard; in Files the editor does.
			tabIndex={name === 'files' ? -1 : 0}
			id={`panel-${name}`}
			aria-labelledby={`tab-${name}`}
			data-shown={name === current}
		>
			{children}
		</div>
	);
}
