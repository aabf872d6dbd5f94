/** What can be done with the session as a whole. */
import { useEffect, useRef } from 'preact/hooks';
import { AskFirst } from '../lab/ask-first.tsx';
import { usePane } from '../lab/pane-context.ts';
import { useStore } from '../use-store.ts';

function timeOfDay(time: string): string {
	return new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

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
	const state = useStore(pane.session.state);
	const menu = useRef<HTMLDetailsElement>(null);
	useClosing(menu);
	if (state.kind !== 'known') return null;
	const { startedAt, idleEndsAt } = state.session;
	return (
		<details ref={menu} class="session-menu">
			<summary class="button quiet small">
				Session <span class="twist" aria-hidden="true" />
			</summary>
			<div class="session-panel">
				<p>
					Since {timeOfDay(startedAt)}.{' '}
					{idleEndsAt !== undefined && `It ends at ${timeOfDay(idleEndsAt)} if nothing happens until then.`} Your files
					are kept in any case.
				</p>
				<AskFirst
					label="Reset to the starter"
					buttonClass="button small"
					question="Reset this lab to the starter?"
					confirm="Reset everything"
					decline="Keep my work"
					run={() => pane.resetSession()}
				>
					<p>
						Your containers, your images and all terminals of this lab are removed, and all files go back to what they
						were at the beginning. The files that you have now are kept in a backup folder beside them.
					</p>
				</AskFirst>
				<AskFirst
					label="End the session"
					buttonClass="button small"
					question="End this session?"
					confirm="End the session"
					decline="Go on"
					run={() => pane.session.api.end()}
				>
					<p>Your containers, your images and all terminals of this lab are removed. Your files are kept.</p>
				</AskFirst>
			</div>
		</details>
	);
}
