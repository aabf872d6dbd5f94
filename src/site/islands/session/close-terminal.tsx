/** Closes the terminal that is shown; asks first while a program runs in it. */
import { AskFirst } from '../lab/ask-first.tsx';
import { usePane } from '../lab/pane-context.ts';
import { useText } from '../text-context.ts';
import { until } from '../until.ts';
import { useStore } from '../use-store.ts';
import type { TerminalSeat } from './terminal-seat.ts';
import type { Terminals } from './terminals.ts';

/** The closed one is told a moment after the answer. */
const toldMilliseconds = 5000;

/** The button goes with the terminal: who pressed it is at the next one. */
async function close(terminals: Terminals, seat: TerminalSeat): Promise<void> {
	await terminals.close(seat);
	const gone = until(
		terminals.seats,
		(seats) => !seats.includes(seat) || undefined,
		AbortSignal.timeout(toldMilliseconds),
	);
	await gone.catch(() => undefined);
	requestAnimationFrame(() => {
		const next = document.querySelector<HTMLElement>('.terminal-head [aria-selected="true"], .terminal-head button');
		next?.focus();
	});
}

export function CloseTerminal({ seat }: { readonly seat: TerminalSeat }) {
	const { terminals } = usePane();
	const words = useText().session.desk;
	const shell = useStore(seat.shell);
	if (shell.state === 'running') {
		return (
			<AskFirst
				label={words.close}
				question={words.closeQuestion(seat.title)}
				confirm={words.closeIt}
				decline={words.leaveOpen}
				run={() => close(terminals, seat)}
			>
				<p>{words.closeText}</p>
			</AskFirst>
		);
	}
	return (
		<button
			type="button"
			class="button quiet small"
			title={words.closeOne(seat.title)}
			onClick={() => void close(terminals, seat)}
		>
			{words.close}
		</button>
	);
}
