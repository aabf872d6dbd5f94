/** One tab for each terminal, and beside them what the shown one is doing. */
import { usePane } from '../lab/pane-context.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { CloseTerminal } from './close-terminal.tsx';
import { SessionMenu } from './session-menu.tsx';
import { ShellWord } from './shell-word.tsx';

export function TerminalTabs() {
	const { terminals } = usePane();
	const { desk } = useText().session;
	const seats = useStore(terminals.seats);
	const active = useStore(terminals.active);
	const move = (event: KeyboardEvent) => {
		const at = active === undefined ? 0 : seats.indexOf(active);
		const targets: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: seats.length - 1 };
		const target = targets[event.key];
		const seat = target === undefined ? undefined : seats[(target + seats.length) % seats.length];
		if (seat === undefined) return;
		event.preventDefault();
		terminals.active.set(seat);
		document.getElementById(`terminal-tab-${seat.id}`)?.focus();
	};
	return (
		<div class="terminal-head">
			{seats.length > 0 && (
				<div class="terminal-tabs" role="tablist" aria-label={desk.title} onKeyDown={move}>
					{seats.map((seat) => (
						<button
							key={seat.key}
							type="button"
							role="tab"
							id={`terminal-tab-${seat.id}`}
							aria-controls={`terminal-${seat.id}`}
							aria-selected={seat === active}
							tabIndex={seat === active ? 0 : -1}
							onClick={(event) => {
								terminals.active.set(seat);
								// By mouse one goes there to type; by keyboard one is still choosing.
								if (event.detail > 0) seat.focusWanted.set(true);
							}}
						>
							{seat.title}
						</button>
					))}
				</div>
			)}
			<button
				type="button"
				class="button quiet small"
				aria-label={desk.newTerminal}
				title={desk.newHelp}
				onClick={() => void terminals.open(true)}
			>
				{desk.new}
			</button>
			{active !== undefined && <CloseTerminal key={active.key} seat={active} />}
			<span class="spacer" />
			{active !== undefined && <ShellWord key={active.key} seat={active} />}
			<SessionMenu />
		</div>
	);
}
