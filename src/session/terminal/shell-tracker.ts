/** What a shell is doing, followed by the marks that it prints. */
import type { ShellState } from '#protocol/terminal.ts';
import type { ShellMark } from './shell-marks.ts';

/** A shell's status for a line that it could not read (POSIX, "Exit status for commands"): such a line never starts to run. */
const unreadableLine = 2;

interface Running {
	readonly block?: string;
	readonly since: number;
	/** The shell has read the command and runs it. */
	begun: boolean;
	/** Of the lines that have ended, the status of the first one that failed. */
	failed?: number;
}

export class ShellTracker {
	readonly #now: () => number;
	#state: ShellState = { state: 'starting' };
	#running: Running | undefined;
	/** The shell that the marks must come from: the one that printed the first of them. */
	#shell: { readonly aid: string | undefined } | undefined;
	/** A prompt is being printed, and not only drawn again as after a change of the screen's size. */
	#promptComes = false;

	/** `now`: milliseconds of a clock that only goes forward. */
	constructor(now: () => number) {
		this.#now = now;
	}

	get state(): ShellState {
		return this.#state;
	}

	/** Takes in a mark; one of another shell changes nothing. */
	mark(mark: ShellMark): void {
		if (this.#state.state === 'ended' || !this.#isOurs(mark)) return;
		if (mark.kind === 'A') this.#promptComes = true;
		else if (mark.kind === 'B') this.#prompt();
		else if (mark.kind === 'C') this.#begin();
		else this.#ended(mark.exitCode ?? 0);
	}

	/** A command was typed for a code block: the prompt is taken from now on. */
	typed(block: string): void {
		this.#running = { block, since: this.#now(), begun: false };
		this.#state = { state: 'running', block };
	}

	end(exitCode: number | undefined): void {
		this.#state = { state: 'ended', ...(exitCode === undefined ? {} : { exitCode }) };
	}

	#isOurs({ kind, aid }: ShellMark): boolean {
		this.#shell ??= { aid };
		if (this.#shell.aid === aid) return true;
		// `exec bash`: another shell, in the same process.
		const sameProcess = aid?.split('-')[0] === this.#shell.aid?.split('-')[0];
		if (kind !== 'A' || !sameProcess) return false;
		this.#shell = { aid };
		return true;
	}

	#begin(): void {
		if (this.#running !== undefined) {
			this.#running.begun = true;
			return;
		}
		this.#running = { since: this.#now(), begun: true };
		this.#state = { state: 'running' };
	}

	/** The command has ended. Some shells tell it for each line of several, bash for the last one: the prompt tells the end. */
	#ended(exitCode: number): void {
		if (this.#running === undefined || exitCode === 0) return;
		this.#running.failed ??= exitCode;
	}

	#prompt(): void {
		if (!this.#promptComes) return;
		this.#promptComes = false;
		const running = this.#running;
		this.#running = undefined;
		if (running === undefined) {
			if (this.#state.state === 'starting') this.#state = { state: 'prompt' };
			return;
		}
		const exitCode = running.failed ?? (running.begun ? 0 : unreadableLine);
		const milliseconds = Math.max(0, Math.round(this.#now() - running.since));
		const block = running.block === undefined ? {} : { block: running.block };
		this.#state = { state: 'prompt', last: { exitCode, milliseconds, ...block } };
	}
}
