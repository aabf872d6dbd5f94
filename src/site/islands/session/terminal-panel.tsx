/** The Terminal tab: the terminals of the session, or why there are none yet and what to do. */

import { useEffect } from 'preact/hooks';
import { BasesList } from '../lab/bases-list.tsx';
import { usePane } from '../lab/pane-context.ts';
import { readiness } from '../lab/readiness.ts';
import { useElapsed } from '../lab/use-elapsed.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { OwnTerminal } from './own-terminal.tsx';
import { type Place, terminalPlace } from './place.ts';
import { SessionNotes } from './session-notes.tsx';
import { TerminalDesk } from './terminal-desk.tsx';

function Since({ since }: { readonly since: number }) {
	return <span class="numbers">{useText().format.duration(useElapsed(since, undefined))}</span>;
}

function Waiting({ place }: { readonly place: Extract<Place, { kind: 'wait' | 'preparing' }> }) {
	const pane = usePane();
	const course = useStore(pane.course.state);
	return (
		<div class="terminal-place late">
			<div role="status">
				<h3>{place.title}</h3>
				<p>{place.detail}</p>
			</div>
			{place.kind === 'wait' && place.since !== undefined && <Since since={place.since} />}
			{place.kind === 'preparing' && <BasesList ready={readiness(course, pane.lab, pane.text)} />}
		</div>
	);
}

function Stopped({ place }: { readonly place: Extract<Place, { kind: 'stopped' }> }) {
	const pane = usePane();
	const { action } = place;
	const act = () => (action?.does === 'ask' ? pane.course.retry() : void pane.session.start());
	return (
		<div class="terminal-place">
			<div role="status">
				<h3>{place.title}</h3>
				<p>{place.hint}</p>
			</div>
			{action !== undefined && (
				<p>
					<button type="button" class="button primary" onClick={act}>
						{action.label}
					</button>
				</p>
			)}
			{place.elsewhere && <OwnTerminal />}
		</div>
	);
}

export function TerminalPanel() {
	const pane = usePane();
	const course = useStore(pane.course.state);
	const session = useStore(pane.session.state);
	const shown = useStore(pane.tab) === 'terminal';
	const place = terminalPlace(course, session, pane.lab, pane.text);
	// A reset begins anew: the time of the beginning tells.
	const began = place.kind === 'terminals' ? place.session.startedAt : undefined;
	useEffect(() => {
		if (shown && began !== undefined) pane.terminals.provide();
	}, [pane, shown, began]);
	useEffect(() => {
		// The code of a terminal comes while the session starts. A terminal that is shown says when it does not come.
		if (shown) void import('./live-terminal.ts').catch(() => undefined);
	}, [shown]);
	return (
		<>
			<p class="terminal-note wide-note">{pane.text.session.place.narrow}</p>
			<SessionNotes />
			{place.kind === 'terminals' && <TerminalDesk />}
			{(place.kind === 'wait' || place.kind === 'preparing') && <Waiting place={place} />}
			{place.kind === 'stopped' && <Stopped place={place} />}
		</>
	);
}
