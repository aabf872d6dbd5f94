/** What can be done with the session as a whole. */
import { useEffect, useRef } from 'preact/hooks';
import { AskFirst } from '../lab/ask-first.tsx';
import { usePane } from '../lab/pane-context.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';

/** Escape and a click elsewhere close it. */
function useClosing(menu: { readonly current: HTMLDetailsElement | null }): void {
	useEffect(() => {
		const life = new AbortController();
		const { signal } = life;
		const elsewhere = (event: Event) => {
			const { current } = menu;
			if (current?.open && event.target instanceof Node && !current.contains(event.target)) current.open = false;
		};
		document.addEventListener('pointerdown', elsewhere, { signal });
		document.addEventListener('focusin', elsewhere, { signal });
		menu.current?.addEventListener(
			'keydown',
			(event) => {
				// A dialog that was opened from here has its own Escape.
				if (event.key !== 'Escape' || menu.current?.querySelector('dialog[open]') !== null) return;
				menu.current.open = false;
				menu.current.querySelector('summary')?.focus();
			},
			{ signal },
		);
		return () => life.abort();
	}, []);
}

export function SessionMenu() {
	const pane = usePane();
	const { format, session } = useText();
	const words = session.menu;
	const state = useStore(pane.session.state);
	const menu = useRef<HTMLDetailsElement>(null);
	useClosing(menu);
	if (state.kind !== 'known') return null;
	const { startedAt, idleEndsAt } = state.session;
	return (
		<details ref={menu} class="session-menu">
			<summary class="button quiet small">
				{words.title} <span class="twist" aria-hidden="true" />
			</summary>
			<div class="session-panel">
				<p>
					{words.since(format.timeOfDay(startedAt))}{' '}
					{idleEndsAt !== undefined && words.endsAt(format.timeOfDay(idleEndsAt))} {words.kept}
				</p>
				<AskFirst
					label={words.reset}
					buttonClass="button small"
					question={words.resetQuestion}
					confirm={words.resetAll}
					decline={words.keepWork}
					run={() => pane.resetSession()}
					after={() => pane.terminals.focus()}
				>
					<p>{words.resetText}</p>
				</AskFirst>
				<AskFirst
					label={words.end}
					buttonClass="button small"
					question={words.endQuestion}
					confirm={words.end}
					decline={words.goOn}
					run={() => pane.session.api.end()}
				>
					<p>{words.endText}</p>
				</AskFirst>
			</div>
		</details>
	);
}
