import { describe, expect, it } from 'vitest';
import { readShellMark } from './shell-marks.ts';
import { ShellTracker } from './shell-tracker.ts';

/** Plays `A B C D;1 …` with one second between them; `!block` types a block, and `x:A` is a mark of another shell. */
function played(script: string) {
	let seconds = 0;
	const tracker = new ShellTracker(() => seconds * 1000);
	for (const word of script.split(' ').filter((each) => each !== '')) {
		seconds += 1;
		if (word.startsWith('!')) tracker.typed(word.slice(1));
		else {
			const [shell, mark] = word.includes(':') ? word.split(':') : ['7-own', word];
			const read = readShellMark(`133;${mark}${shell === 'none' ? '' : `;aid=${shell}`}`);
			if (read === undefined) throw new Error(`no mark: ${word}`);
			tracker.mark(read);
		}
	}
	return tracker;
}

describe('ShellTracker', () => {
	it.each([
		['nothing printed', '', { state: 'starting' }],
		['a prompt that is being printed', 'A', { state: 'starting' }],
		['the first prompt', 'A B', { state: 'prompt' }],
		['a command', 'A B C', { state: 'running' }],
		['a command that ended well', 'A B C D;0 A B', { state: 'prompt', last: { exitCode: 0, milliseconds: 3000 } }],
		['one that failed', 'A B C D;127 A B', { state: 'prompt', last: { exitCode: 127, milliseconds: 3000 } }],
		['an empty line afterwards', 'A B C D;3 A B A B', { state: 'prompt', last: { exitCode: 3, milliseconds: 3000 } }],
		['the next command', 'A B C D;3 A B C', { state: 'running' }],
		['a prompt drawn again', 'A B B', { state: 'prompt' }],
		['a block, typed', 'A B !go#1', { state: 'running', block: 'go#1' }],
		['a prompt drawn again while a block is typed', 'A B !go#1 B', { state: 'running', block: 'go#1' }],
		['a block, running', 'A B !go#1 C', { state: 'running', block: 'go#1' }],
		[
			'a block that ended',
			'A B !go#1 C D;0 A B',
			{ state: 'prompt', last: { exitCode: 0, milliseconds: 4000, block: 'go#1' } },
		],
		[
			'a line that the shell cannot read',
			'A B !go#1 A B',
			{ state: 'prompt', last: { exitCode: 2, milliseconds: 2000, block: 'go#1' } },
		],
		['a block of two lines, between them', 'A B !go#1 C D;0 A C', { state: 'running', block: 'go#1' }],
		[
			'a block of three lines, the second of which failed',
			'A B !go#1 C D;0 A C D;5 A C D;0 A B',
			{ state: 'prompt', last: { exitCode: 5, milliseconds: 10_000, block: 'go#1' } },
		],
	])('knows the state after %s', (_what, script, state) => {
		expect(played(script).state).toEqual(state);
	});

	it.each([
		['another shell inside', 'A B C 8-other:A 8-other:B', { state: 'running' }],
		['a program that prints marks', 'A B C none:D;0 none:A none:B', { state: 'running' }],
		['a file that is shown', 'A B C 6-own:A 6-own:B', { state: 'running' }],
		['the same shell again', 'A B C 8-other:A 8-other:B D;1 A B', { state: 'prompt', last: { exitCode: 1 } }],
		['a shell in its place', 'A B C 7-next:A 7-next:B 7-next:C', { state: 'running' }],
		['the one that was replaced', 'A B C 7-next:A 7-next:B 7-next:C D;0 B', { state: 'running' }],
	])('tells its own shell from %s', (_what, script, state) => {
		expect(played(script).state).toMatchObject(state);
	});

	it('follows a shell whose marks carry no id', () => {
		expect(played('none:A none:B none:C').state).toEqual({ state: 'running' });
		expect(played('none:A none:B none:C 7-own:A 7-own:B').state).toEqual({ state: 'running' });
	});

	it('stays ended', () => {
		const tracker = played('A B');
		tracker.end(3);
		tracker.mark({ kind: 'A', aid: '7-own' });
		tracker.mark({ kind: 'B', aid: '7-own' });
		expect(tracker.state).toEqual({ state: 'ended', exitCode: 3 });
		tracker.end(undefined);
		expect(tracker.state).toEqual({ state: 'ended' });
	});
});
