/** Files that were changed in the editor and in the terminal at once: which text is where. */
import type { SessionView } from '#protocol/session-view.ts';
import { usePane } from '../lab/pane-context.ts';
import { findFile } from '../lab/work-state.ts';
import { useStore } from '../use-store.ts';

export function ConflictNotes({ session }: { readonly session: SessionView }) {
	const pane = usePane();
	const work = useStore(pane.files.state);
	return session.conflicts.map(({ path, kept }) => (
		<div key={kept} class="terminal-note work" role="status">
			<p>
				<strong>{path} was changed in the editor and in the terminal at once.</strong> Neither text is lost: the other
				one is kept as <code>{kept}</code>, which <code>less {kept}</code> shows in the terminal. Take over what you
				need, then remove it with <code>rm {kept}</code>.
			</p>
			<button type="button" class="button small" onClick={() => pane.show(path)}>
				Open {path}
			</button>
			{findFile(work, kept) !== undefined && (
				<button type="button" class="button small" onClick={() => pane.show(kept)}>
					Open the other text
				</button>
			)}
		</div>
	));
}
