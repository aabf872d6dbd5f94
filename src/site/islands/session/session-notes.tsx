/** What the learner should know of the session now: its end, files changed twice, a line that broke, a port. */

import { useEffect, useState } from 'preact/hooks';
import type { SessionView } from '#protocol/session-view.ts';
import { durationText } from '#protocol/size-text.ts';
import { usePane } from '../lab/pane-context.ts';
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
	const now = useNow();
	const [failure, setFailure] = useState('');
	const { warnsAt, idleEndsAt } = session;
	if (warnsAt === undefined || idleEndsAt === undefined || now < Date.parse(warnsAt)) return null;
	const left = Math.max(0, Math.floor((Date.parse(idleEndsAt) - now) / secondMilliseconds)) * secondMilliseconds;
	const extend = () =>
		pane.session.api.extend().then(
			() => setFailure(''),
			() => setFailure('That did not work. Type something in the terminal instead.'),
		);
	return (
		<div class="terminal-note work">
			<p role="alert">
				<strong>This session ends soon,</strong> because nothing happened in it. Your files are kept.
			</p>
			<p class="numbers time-left">{durationText(left)} left</p>
			<button type="button" class="button small" onClick={() => void extend()}>
				Extend the session
			</button>
			{failure !== '' && <p role="alert">{failure}</p>}
		</div>
	);
}

function Ports({ session }: { readonly session: SessionView }) {
	const pane = usePane();
	const tab = useStore(pane.tab);
	if (session.previews.length === 0 || tab === 'preview') return null;
	return (
		<div class="terminal-note ports" role="status">
			{session.previews.map((preview) => (
				<p key={preview.url}>
					<code>{preview.container}</code> publishes port <span class="numbers">{preview.port}</span>.{' '}
					<button type="button" class="button small" onClick={() => pane.showPreview(preview)}>
						Open the preview
					</button>
				</p>
			))}
		</div>
	);
}

export function SessionNotes() {
	const pane = usePane();
	const state = useStore(pane.session.state);
	const connected = useStore(pane.session.connected);
	if (state.kind !== 'known') return null;
	const { session } = state;
	return (
		<>
			{!connected && (
				<p class="terminal-note work" role="status">
					The course does not answer now. What is shown here may be old; it is tried again.
				</p>
			)}
			{session.state === 'ready' && <TimeLeft session={session} />}
			<ConflictNotes session={session} />
			{session.state === 'ready' && <Ports session={session} />}
		</>
	);
}
