/** Closes the terminal that is shown; asks first while a program runs in it. */
import { AskFirst } from '../lab/ask-first.tsx';
import { usePane } from '../lab/pane-context.ts';
import { useStore } from '../use-store.ts';
import type { TerminalSeat } from './terminal-seat.ts';

export function CloseTerminal({ seat }: { readonly seat: TerminalSeat }) {
	const { terminals } = usePane();
	const shell = useStore(seat.shell);
	if (shell.state === 'running') {
		return (
			<AskFirst
				label="Close"
				question={`Close ${seat.title}?`}
				confirm="Close it"
				decline="Leave it open"
				run={() => terminals.close(seat)}
			>
				<p>A program runs in it and will be ended. Containers that it started in the background go on.</p>
			</AskFirst>
		);
	}
	return (
		<button
			type="button"
			class="button quiet small"
			title={`Close ${seat.title}`}
			onClick={() => void terminals.close(seat)}
		>
			Close
		</button>
	);
}
