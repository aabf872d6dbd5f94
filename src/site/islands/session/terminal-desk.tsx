/** The terminals of a session: tabs, the one that is shown, and its tools. */
import { useState } from 'preact/hooks';
import { usePane } from '../lab/pane-context.ts';
import { ProblemNote } from '../lab/problem-note.tsx';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { FindBar } from './find-bar.tsx';
import { TerminalTabs } from './terminal-tabs.tsx';
import { TerminalTools } from './terminal-tools.tsx';
import { TerminalView } from './terminal-view.tsx';

export function TerminalDesk() {
	const { terminals } = usePane();
	const { desk, line } = useText().session;
	const seats = useStore(terminals.seats);
	const active = useStore(terminals.active);
	const problem = useStore(terminals.problem);
	const [finding, setFinding] = useState(false);
	return (
		<div class="terminal-desk">
			<TerminalTabs />
			{problem !== undefined && <ProblemNote {...problem} />}
			{finding && active !== undefined && <FindBar seat={active} onClose={() => setFinding(false)} />}
			{seats.length === 0 && (
				<div class="terminal-place late">
					<h3>{desk.none}</h3>
					<p>{desk.noneText}</p>
					<p>
						<button type="button" class="button primary" onClick={() => void terminals.open(true)}>
							{line.openOne}
						</button>
					</p>
				</div>
			)}
			{seats.map((seat) => (
				<TerminalView key={seat.key} seat={seat} shown={seat === active} onFind={() => setFinding(true)} />
			))}
			{active !== undefined && <TerminalTools seat={active} onFind={() => setFinding(true)} />}
		</div>
	);
}
