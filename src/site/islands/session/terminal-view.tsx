/** The place of one terminal. Its code comes when the first one is shown. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePane } from '../lab/pane-context.ts';
import { ProblemNote } from '../lab/problem-note.tsx';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { LineNote } from './line-note.tsx';
import type { LiveOptions } from './live-terminal.ts';
import { openLink } from './open-link.ts';
import type { TerminalAction } from './terminal-keys.ts';
import type { TerminalSeat } from './terminal-seat.ts';

interface Props {
	readonly seat: TerminalSeat;
	readonly shown: boolean;
	readonly onFind: () => void;
}

/** Where the leave keys lead: to what follows the terminal, or to its tab. */
function leave(action: TerminalAction, seat: TerminalSeat): void {
	const tool = action === 'leave' ? document.querySelector<HTMLElement>('.terminal-tool-row button') : null;
	(tool ?? document.getElementById(`terminal-tab-${seat.id}`))?.focus();
}

export function TerminalView({ seat, shown, onFind }: Props) {
	const pane = usePane();
	const { session, tryAgain } = useText();
	const host = useRef<HTMLDivElement>(null);
	const visible = useStore(pane.tab) === 'terminal' && shown;
	const [wanted, setWanted] = useState(visible);
	const [failed, setFailed] = useState(false);
	const [tries, setTries] = useState(0);
	const live = useStore(seat.live);
	const settings = useStore(pane.settings.state);
	const focusWanted = useStore(seat.focusWanted);

	useEffect(() => {
		if (visible) setWanted(true);
	}, [visible]);

	useEffect(() => {
		if (!wanted || host.current === null) return;
		const life = new AbortController();
		const options: LiveOptions = {
			seat,
			host: host.current,
			describedBy: 'terminal-keys',
			settings: pane.settings.state.value,
			address: (from) => pane.session.api.terminal(seat.id, from),
			onAction: (action) => (action === 'find' ? onFind() : leave(action, seat)),
			onSelection: (any) => seat.marked.set(any),
			onLink: (address) => openLink(address, pane),
		};
		setFailed(false);
		import('./live-terminal.ts')
			.then(({ openLiveTerminal }) => openLiveTerminal(options, life.signal))
			.then((made) => made !== undefined && seat.live.set(made))
			// A course that was stopped: its files cannot be had any more.
			.catch(() => setFailed(true));
		return () => {
			life.abort();
			seat.live.value?.[Symbol.dispose]();
			seat.live.set(undefined);
		};
	}, [wanted, seat, tries]);

	useEffect(() => live?.screen.apply(settings), [live, settings]);
	useEffect(() => {
		if (!visible || live === undefined) return;
		live.screen.fit();
		if (!focusWanted) return;
		seat.focusWanted.set(false);
		live.screen.focus();
	}, [visible, live, focusWanted]);

	return (
		<div
			class="terminal-view"
			role="tabpanel"
			id={`terminal-${seat.id}`}
			aria-labelledby={`terminal-tab-${seat.id}`}
			data-shown={shown}
		>
			<LineNote seat={seat} />
			{failed && (
				<ProblemNote
					message={session.line.notLoaded}
					hint={session.line.maybeStopped}
					action={{ label: tryAgain, run: () => setTries(tries + 1) }}
				/>
			)}
			<div class="terminal-paper">
				<div ref={host} class="terminal-host" />
			</div>
		</div>
	);
}
