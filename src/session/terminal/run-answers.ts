/** What a page is told when its Run button was pressed. */
import type { RunAnswer, RunBlock, ShellState } from '#protocol/terminal.ts';

type Said = Pick<RunAnswer, 'outcome' | 'message' | 'hint'>;

const typed: Said = {
	outcome: 'typed',
	message: 'The command was typed into the terminal.',
	hint: 'Its output is in the terminal; Ctrl-C stops it.',
};
const occupied: Said = {
	outcome: 'busy',
	message: 'There is text behind the prompt of the terminal already.',
	hint: 'Run it with Enter or drop it with Ctrl-C, then press Run again.',
};
const starting: Said = {
	outcome: 'busy',
	message: 'The shell has not shown a prompt yet.',
	hint: 'Try again in a moment; if it stays like this, open another terminal.',
};
const ended: Said = {
	outcome: 'ended',
	message: 'The shell of this terminal has ended.',
	hint: 'Open another terminal, then press Run again.',
};
const unknownBlock: Said = {
	outcome: 'unknown-block',
	message: 'The course has no such code block.',
	hint: 'Load the page again: the lesson was changed since.',
};

const busy = (block: string | undefined): Said => ({
	outcome: 'busy',
	message:
		block === undefined ? 'A program runs in the terminal.' : 'The command of a code block still runs in the terminal.',
	hint: 'Wait for it, stop it with Ctrl-C, or open another terminal; then press Run again.',
});

export type RunOutcome = 'typed' | 'occupied' | 'unknown-block' | ShellState;

export function runAnswer({ lesson, block }: RunBlock, outcome: RunOutcome): RunAnswer {
	return { lesson, block, ...said(outcome) };
}

function said(outcome: RunOutcome): Said {
	if (outcome === 'typed') return typed;
	if (outcome === 'occupied') return occupied;
	if (outcome === 'unknown-block') return unknownBlock;
	if (outcome.state === 'starting') return starting;
	if (outcome.state === 'ended') return ended;
	return busy(outcome.state === 'running' ? outcome.block : undefined);
}
