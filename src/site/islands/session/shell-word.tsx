/** What the shell of a terminal is doing, in a few words. */

import { useEffect, useState } from 'preact/hooks';
import type { ShellState } from '#protocol/terminal.ts';
import type { LabText } from '../../text/en/lab.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import type { LineState } from './line-state.ts';
import type { TerminalSeat } from './terminal-seat.ts';

/** Who listens to a page hears of a command that took longer; of a quick one they hear enough by typing it. */
const worthTellingMilliseconds = 2000;

type Tone = 'wait' | 'ready' | 'work' | 'problem';

export function shellWord(
	line: LineState,
	shell: ShellState,
	words: LabText['session']['shell'],
): { readonly tone: Tone; readonly word: string } {
	if (line.kind === 'dropped') return { tone: 'problem', word: words.broken };
	if (line.kind === 'closed') return { tone: 'problem', word: words.closed };
	if (shell.state === 'ended') return { tone: 'problem', word: words.ended };
	if (line.kind === 'connecting') return { tone: 'wait', word: words.connecting };
	if (shell.state === 'starting') return { tone: 'wait', word: words.starting };
	if (shell.state === 'running') return { tone: 'work', word: words.running };
	const { last } = shell;
	if (last === undefined || last.exitCode === 0) return { tone: 'ready', word: words.prompt };
	return { tone: 'ready', word: words.promptAfter(last.exitCode) };
}

export function ShellWord({ seat }: { readonly seat: TerminalSeat }) {
	const line = useStore(seat.line);
	const shell = useStore(seat.shell);
	const { format, session } = useText();
	const words = session.shell;
	const { tone, word } = shellWord(line, shell, words);
	const [told, setTold] = useState('');
	useEffect(() => {
		if (line.kind === 'dropped') setTold(words.toldBroken(seat.title));
		else if (line.kind === 'open' && shell.state === 'ended') setTold(words.toldEnded(seat.title));
		else if (line.kind === 'open' && shell.state === 'prompt' && told !== '') setTold(words.toldConnected(seat.title));
		if (shell.state !== 'prompt' || shell.last === undefined) return;
		const { exitCode, milliseconds } = shell.last;
		if (milliseconds >= worthTellingMilliseconds) {
			setTold(words.toldDone(exitCode, format.duration(milliseconds)));
		}
	}, [line.kind, shell]);
	return (
		<>
			<span class="engine-state shell-word" data-tone={tone}>
				<span class="dot" aria-hidden="true" />
				{word}
			</span>
			<span class="visually-hidden" role="status">
				{told}
			</span>
		</>
	);
}
