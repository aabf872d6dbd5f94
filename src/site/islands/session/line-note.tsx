/** What is wrong with a terminal, above it: the screen stays readable. */
import { useEffect, useState } from 'preact/hooks';
import { runnerLang } from '../../text/locales.ts';
import { usePane } from '../lab/pane-context.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import type { TerminalSeat } from './terminal-seat.ts';

const secondMilliseconds = 1000;

function SecondsUntil({ time }: { readonly time: number }) {
	const { line } = useText().session;
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), secondMilliseconds);
		return () => clearInterval(timer);
	}, []);
	const seconds = Math.max(0, Math.ceil((time - now) / secondMilliseconds));
	return <span class="numbers">{seconds === 0 ? line.now : line.inSeconds(seconds)}</span>;
}

export function LineNote({ seat }: { readonly seat: TerminalSeat }) {
	const { terminals } = usePane();
	const words = useText().session.line;
	const line = useStore(seat.line);
	const shell = useStore(seat.shell);
	if (line.kind === 'dropped') {
		return (
			<div class="terminal-note work">
				<p>
					<strong>{words.broke}</strong> <span lang={runnerLang}>{line.reason}</span> {words.goesOn}{' '}
					<SecondsUntil time={line.retryAt} />.
				</p>
				<button type="button" class="button small" onClick={() => seat.live.value?.reconnect()}>
					{words.tryNow}
				</button>
			</div>
		);
	}
	if (line.kind === 'closed') {
		return (
			<div class="terminal-note work">
				<p>
					<strong lang={runnerLang}>{line.reason}</strong> {words.staysReadable}
				</p>
				<button type="button" class="button small" onClick={() => seat.live.value?.reconnect()}>
					{words.connectAgain}
				</button>
				<button type="button" class="button small" onClick={() => void terminals.open(true)}>
					{words.openOne}
				</button>
			</div>
		);
	}
	if (shell.state !== 'ended') return null;
	return (
		<div class="terminal-note">
			<p>
				<strong>{shell.exitCode === undefined ? words.ended : words.endedWith(shell.exitCode)}</strong>{' '}
				{words.staysReadable}
			</p>
			<button type="button" class="button small" onClick={() => void terminals.open(true)}>
				{words.openOne}
			</button>
		</div>
	);
}
