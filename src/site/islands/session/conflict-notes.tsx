/** Files that were changed in the editor and in the terminal at once: which text is where. */
import type { SessionView } from '#protocol/session-view.ts';
import { usePane } from '../lab/pane-context.ts';
import { findFile } from '../lab/work-state.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';

export function ConflictNotes({ session }: { readonly session: SessionView }) {
	const pane = usePane();
	const { notes } = useText().session;
	const work = useStore(pane.files.state);
	return session.conflicts.map(({ path, kept }) => (
		<div key={kept} class="terminal-note work" role="status">
			<p>
				<strong>{notes.changedTwice(path)}</strong>{' '}
				{notes.bothKept(<code>{kept}</code>, <code>less {kept}</code>, <code>rm {kept}</code>)}
			</p>
			<button type="button" class="button small" onClick={() => pane.show(path)}>
				{notes.open(path)}
			</button>
			{findFile(work, kept) !== undefined && (
				<button type="button" class="button small" onClick={() => pane.show(kept)}>
					{notes.openOther}
				</button>
			)}
		</div>
	));
}
