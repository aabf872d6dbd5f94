/** What the shell of a terminal is doing, in a few words. */

import { useEffect, useState } from 'preact/hooks';
import { durationText } from '#protocol/size-text.ts';
import type { ShellState } from '#protocol/terminal.ts';
import { useStore } from '../use-store.ts';
import type { LineState } from './line-state.ts';
import type { TerminalSeat } from './terminal-seat.ts';

/** Who listens to a page hears of a command that took longer; of a quick one they hear enough by typing it. */
const worthTellingMilliseconds = 2000;

type Tone = 'wait' | 'ready' | 'work' | 'problem';

export function shellWord(line: LineState, shell: ShellState): { readonly tone: Tone; readonly word: string } {
	if (line.kind === 'dropped') return { tone: 'problem', word: 'Line broken' };
	if (line.kind === 'closed') return { tone: 'problem', word: 'Closed' };
	if (shell.state === 'ended') return { tone: 'problem', word: 'Shell ended' };
	if (line.kind === 'connecting') return { tone: 'wait', word: 'Connecting' };
	if (shell.state === 'starting') return { tone: 'wait', word: 'Shell starting' };
	if (shell.state === 'running') return { tone: 'work', word: 'Running' };
	const { last } = shell;
	if (last === undefined || last.exitCode === 0) return { tone: 'ready', word: 'At the prompt' };
	return { tone: 'ready', word: `At the prompt, exit code ${last.exitCode}` };
}

export function ShellWord({ seat }: { readonly seat: TerminalSeat }) {
	const line = useStore(seat.line);
	const shell = useStore(seat.shell);
	const { tone, word } = shellWord(line, shell);
	const [told, setTold] = useState('');
	useEffect(() => {
		if (line.kind === 'dropped') setTold(`The line to ${seat.title} broke. It is tried again.`);
		else if (line.kind === 'open' && shell.state === 'ended') setTold(`The shell of ${seat.title} has ended.`);
		else if (line.kind === 'open' && shell.state === 'prompt' && told !== '') setTold(`${seat.title} is connected.`);
		if (shell.state !== 'prompt' || shell.last === undefined) return;
		const { exitCode, milliseconds } = shell.last;
		if (milliseconds >= worthTellingMilliseconds) {
			setTold(`The command ended with exit code ${exitCode} after ${durationText(milliseconds)}.`);
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
