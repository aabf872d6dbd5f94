/** What a command gets from the outside world; tests pass their own. */
import type { Environment } from '#runner/env.ts';
import type { Progress } from './progress.ts';

export interface CliContext {
	/** Results. */
	readonly out: (text: string) => void;
	/** Messages, one line each, without the newline. */
	readonly note: (line: string) => void;
	readonly progress: Progress;
	readonly environment: Environment;
	/** Aborted by the first Ctrl-C or SIGTERM. */
	readonly signal: AbortSignal;
	readonly cwd: string;
	/** Whether results may carry terminal colours. */
	readonly color: boolean;
	/** Width of the terminal, 80 where there is none. */
	readonly columns: number;
}
