import { describe, expect, it } from 'vitest';
import type { RunAnswer } from '#protocol/terminal.ts';
import { lab } from '../../text/en/lab.ts';
import { Store } from '../store.ts';
import { BlockRuns, NoTerminal } from './block-runs.ts';
import type { LiveTerminal } from './live-terminal.ts';
import { TerminalSeat } from './terminal-seat.ts';

const block = { lesson: 'go/calculator', block: 'compare' };
const key = 'go/calculator#compare';

function answered(outcome: RunAnswer['outcome'], message = '', hint = ''): RunAnswer {
	return { ...block, outcome, message, hint };
}

function seated(answer: RunAnswer | undefined) {
	const seat = new TerminalSeat('s 1', '1', 'Terminal 1');
	const asked: string[] = [];
	const live = {
		run: async () => {
			asked.push('run');
			return answer;
		},
		interrupt: () => {
			asked.push('interrupt');
			seat.shell.set({ state: 'prompt' });
		},
	};
	seat.live.set(live as unknown as LiveTerminal);
	seat.shell.set({ state: 'prompt' });
	return { seat, asked };
}

function runs(seat: TerminalSeat, ready: () => Promise<TerminalSeat> = async () => seat) {
	const seats = new Store<readonly TerminalSeat[]>([]);
	const all = new BlockRuns({ ready, another: ready, seats }, lab.session.blocks, new AbortController().signal);
	return { all, seats, state: all.of(block) };
}

describe('a block', () => {
	it('shows that it runs, then its exit code and time', async () => {
		const { seat } = seated(answered('typed'));
		const { all, state } = runs(seat);
		await all.run(block);
		expect(state.value).toMatchObject({ kind: 'running', terminal: 'Terminal 1' });
		seat.shell.set({ state: 'running', block: key });
		seat.shell.set({ state: 'prompt', last: { exitCode: 3, milliseconds: 1200, block: key } });
		expect(state.value).toEqual({ kind: 'done', exitCode: 3, milliseconds: 1200 });
	});

	it('stays done when the shell was faster than the answer', async () => {
		const { seat } = seated(answered('typed'));
		const { all, seats, state } = runs(seat);
		seats.set([seat]);
		const going = all.run(block);
		await Promise.resolve();
		seat.shell.set({ state: 'running', block: key });
		seat.shell.set({ state: 'prompt', last: { exitCode: 0, milliseconds: 5, block: key } });
		await going;
		expect(state.value.kind).toBe('done');
	});

	it('that an earlier visit began is shown as running', () => {
		const { seat } = seated(undefined);
		const { seats, state } = runs(seat);
		seats.set([seat]);
		seat.shell.set({ state: 'running', block: key });
		expect(state.value.kind).toBe('running');
		seat.shell.set({ state: 'ended' });
		expect(state.value.kind).toBe('idle');
	});

	it('is not typed into a busy program, and can be once that is interrupted', async () => {
		const { seat, asked } = seated(answered('busy', 'A program runs.', 'Stop it first.'));
		const { all, state } = runs(seat);
		seat.shell.set({ state: 'running' });
		await all.run(block);
		expect(state.value).toEqual({ kind: 'refused', message: 'A program runs.', hint: 'Stop it first.', busy: seat });
		await all.interruptAndRun(block, seat);
		expect(asked).toEqual(['run', 'interrupt', 'run']);
	});

	it('says why there is no terminal', async () => {
		const { seat } = seated(undefined);
		const { all, state } = runs(seat, () => Promise.reject(new NoTerminal('No engine.', 'Install one.')));
		await all.run(block);
		expect(state.value).toEqual({ kind: 'refused', message: 'No engine.', hint: 'Install one.' });
	});

	it('says so when the line broke', async () => {
		const { seat } = seated(undefined);
		const { all, state } = runs(seat);
		await all.run(block);
		expect(state.value).toMatchObject({ kind: 'refused', message: 'The line to the terminal broke.' });
	});
});
