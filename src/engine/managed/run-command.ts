import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { cancelled } from '#errors';

/** Lines of output kept for the message when a command fails: the end of apt's output names the cause. */
const keptLines = 20;

export interface CommandOptions {
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly onLine?: (line: string) => void;
	readonly signal?: AbortSignal | undefined;
}

export interface CommandResult {
	/** Exit status; undefined when the command could not be started or was killed. */
	readonly status: number | undefined;
	/** The last lines of both output streams. */
	readonly tail: string;
}

/** Put before a command, this ends it and all its children with us: they live in a pid namespace of their own. */
export const dyingWithUs = [
	...['setpriv', '--pdeathsig', 'KILL'],
	...['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'],
] as const;

/**
 * Runs a command to its end, without a shell and without standard input.
 *
 * @throws UserError `cancelled`.
 */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
	const lines: string[] = [];
	const [program = '', ...args] = command;
	const child = spawn(program, args, {
		// A session of its own: Ctrl-C in the terminal reaches us alone, and we end what has to be ended.
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
		...(options.env && { env: { ...options.env } }),
		...(options.signal && { signal: options.signal, killSignal: 'SIGKILL' as const }),
	});
	for (const stream of [child.stdout, child.stderr]) {
		createInterface({ input: stream }).on('line', (line) => {
			lines.push(line);
			if (lines.length > keptLines) lines.shift();
			options.onLine?.(line);
		});
	}
	const status = await new Promise<number | undefined>((resolve) => {
		child.on('error', (error) => {
			lines.push(error.message);
			resolve(undefined);
		});
		child.on('close', (code) => resolve(code ?? undefined));
	});
	if (options.signal?.aborted) throw cancelled(`The command ${program}`);
	return { status, tail: lines.join('\n') };
}
