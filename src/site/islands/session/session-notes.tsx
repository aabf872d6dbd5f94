/** What the learner should know of the session now: its end, files changed twice, a line that broke, a port. */

import { useEffect, useState } from 'preact/hooks';
import type { SessionView } from '#protocol/session-view.ts';
import { usePane } from '../lab/pane-context.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { ConflictNotes } from './conflict-notes.tsx';

const secondMilliseconds = 1000;

/** Milliseconds, ticking while it is drawn. */
function useNow(): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), secondMilliseconds);
		return () => clearInterval(timer);
	}, []);
	return now;
}

function TimeLeft({ session }: { readonly session: SessionView }) {
	const pane = usePane();
	const { format, session: words } = useText();
	const { notes } = words;
	const now = useNow();
	const [failure, setFailure] = useState('');
	const { warnsAt, idleEndsAt } = session;
	if (warnsAt === undefined || idleEndsAt === undefined || now < Date.parse(warnsAt)) return null;
	const left = Math.max(0, Math.floor((Date.parse(idleEndsAt) - now) / secondMilliseconds)) * secondMilliseconds;
	const extend = () =>
		pane.session.api.extend().then(
			() => setFailure(''),
			() => setFailure(notes.notExtended),
		);
	return (
		<div class="terminal-note work">
			<p role="alert">
				<strong>{notes.endsSoon}</strong> {notes.nothingHappened}
			</p>
			<p class="numbers time-left">{notes.left(format.duration(left))}</p>
			<button type="button" class="button small" onClick={() => void extend()}>
				{notes.extend}
			</button>
			{failure !== '' && <p role="alert">{failure}</p>}
		</div>
	);
}

function Ports({ session }: { readonly session: SessionView }) {
	const pane = usePane();
	const { notes } = useText().session;
	const tab = useStore(pane.tab);
	if (session.previews.length === 0 || tab === 'preview') return null;
	return (
		<div class="terminal-note ports" role="status">
			{session.previews.map((preview) => (
				<p key={preview.url}>
					<code>{preview.container}</code> {notes.publishes} <span class="numbers">{preview.port}</span>.{' '}
					<button type="button" class="button small" onClick={() => pane.showPreview(preview)}>
						{notes.openPreview}
					</button>
				</p>
			))}
		</div>
	);
}

export function SessionNotes() {
	const pane = usePane();
	const { notes } = useText().session;
	const state = useStore(pane.session.state);
	const connected = useStore(pane.session.connected);
	if (state.kind !== 'known') return null;
	const { session } = state;
	return (
		<>
			{!connected && (
				<p class="terminal-note work" role="status">
					{notes.lost}
				</p>
			)}
			{session.state === 'ready' && <TimeLeft session={session} />}
			{session.notice !== undefined && (
				<p class="terminal-note work" role="alert">
					{session.notice}
				</p>
			)}
			<ConflictNotes session={session} />
			{session.state === 'ready' && <Ports session={session} />}
		</>
	);
}
