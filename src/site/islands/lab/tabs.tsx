/** The tabs, by the ARIA pattern: one stop for Tab, arrow keys between them. */
import type { ComponentChildren } from 'preact';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { type TabName, tabNames, usePane } from './pane-context.ts';

/** There is nothing to preview before a container publishes a port. */
function useTabs(): readonly TabName[] {
	const pane = usePane();
	const current = useStore(pane.tab);
	const session = useStore(pane.session.state);
	const ports = session.kind === 'known' && session.session.previews.length > 0;
	return tabNames.filter((name) => name !== 'preview' || ports || current === 'preview');
}

function TabNote({ name }: { readonly name: TabName }) {
	const pane = usePane();
	const report = useStore(pane.report);
	const { score } = useText();
	if (name !== 'results' || report === undefined) return null;
	return <span class="tab-note numbers">{score(report.score, report.maxScore)}</span>;
}

export function Tabs() {
	const pane = usePane();
	const current = useStore(pane.tab);
	const names = useTabs();
	const words = useText().tabs;
	const move = (event: KeyboardEvent) => {
		const at = names.indexOf(current);
		const targets: Record<string, number> = {
			ArrowRight: at + 1,
			ArrowLeft: at - 1,
			Home: 0,
			End: names.length - 1,
		};
		const target = targets[event.key];
		const name = target === undefined ? undefined : names[(target + names.length) % names.length];
		if (name === undefined) return;
		event.preventDefault();
		pane.tab.set(name);
		document.getElementById(`tab-${name}`)?.focus();
	};
	const click = (name: TabName, event: MouseEvent) => {
		pane.tab.set(name);
		// By mouse one goes there to type; by keyboard one is still choosing.
		if (name === 'terminal' && event.detail > 0) pane.terminals.focus();
	};
	return (
		<div class="tabs" role="tablist" aria-label={words.title} onKeyDown={move}>
			{names.map((name) => (
				<button
					key={name}
					type="button"
					role="tab"
					id={`tab-${name}`}
					aria-controls={`panel-${name}`}
					aria-selected={name === current}
					tabIndex={name === current ? 0 : -1}
					onClick={(event) => click(name, event)}
				>
					{words[name]} <TabNote name={name} />
				</button>
			))}
		</div>
	);
}

/** Panels whose content takes the keyboard itself. */
const ownKeyboard: ReadonlySet<TabName> = new Set(['files', 'terminal', 'preview']);

/** Every panel stays in the document, so that what is in it keeps its place. */
export function Panel({ name, children }: { readonly name: TabName; readonly children: ComponentChildren }) {
	const current = useStore(usePane().tab);
	return (
		<div
			class={`panel panel-${name}`}
			role="tabpanel"
			// What scrolls takes the keyboard.
			tabIndex={ownKeyboard.has(name) ? -1 : 0}
			id={`panel-${name}`}
			aria-labelledby={`tab-${name}`}
			data-shown={name === current}
		>
			{children}
		</div>
	);
}
