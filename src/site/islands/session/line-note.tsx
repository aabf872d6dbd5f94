/** What is wrong with a terminal, above it: the screen stays readable. */
import { useEffect, useState } from 'preact/hooks';
import { usePane } from '../lab/pane-context.ts';
import { useStore } from '../use-store.ts';
import type { TerminalSeat } from './terminal-seat.ts';

const secondMilliseconds = 1000;

function SecondsUntil({ time }: { readonly time: number }) {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), secondMilliseconds);
		return () => clearInterval(timer);
	}, []);
	const seconds = Math.max(0, Math.ceil((time - now) / secondMilliseconds));
	return <span class="numbers">{seconds === 0 ? 'now' : `in ${seconds} s`}</span>;
}

export function LineNote({ seat }: { readonly seat: TerminalSeat }) {
	const { terminals } = usePane();
	const line = useStore(seat.line);
	const shell = useStore(seat.shell);
	if (line.kind === 'dropped') {
		return (
			<div class="terminal-note work">
				<p>
					<strong>The line to this terminal broke.</strong> {line.reason} What runs in it goes on; what you type now is
					not sent. The next try is <SecondsUntil time={line.retryAt} />.
				</p>
				<button type="button" class="button small" onClick={() => seat.live.value?.reconnect()}>
					Try now
				</button>
			</div>
		);
	}
	if (line.kind === 'closed') {
		return (
			<div class="terminal-note work">
				<p>
					<strong>{line.reason}</strong> What it showed stays readable.
				</p>
				<button type="button" class="button small" onClick={() => seat.live.value?.reconnect()}>
					Connect again
				</button>
				<button type="button" class="button small" onClick={() => void terminals.open(true)}>
					Open a terminal
				</button>
			</div>
		);
	}
	if (shell.state !== 'ended') return null;
	return (
		<div class="terminal-note">
			<p>
				<strong>The shell has ended{shell.exitCode === undefined ? '' : ` with exit code ${shell.exitCode}`}.</strong>{' '}
				What it showed stays readable.
			</p>
			<button type="button" class="button small" onClick={() => void terminals.open(true)}>
				Open a terminal
			</button>
		</div>
	);
}
