import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cancelled, UserError } from '#errors';

/**
 * Takes an exclusive lock on a file, waiting for it as long as it takes. The kernel lets go of it when it is disposed
 * and when this process ends in any way: flock(1) holds it only as long as its standard input, a pipe from us, is open.
 *
 * @throws UserError `cancelled`, `engine-start-failed`.
 */
export async function lockFile(path: string, signal?: AbortSignal): Promise<AsyncDisposable> {
	if (signal?.aborted) throw cancelled('Opening the engine');
	const holder = spawn('flock', [path, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
		// A session of its own: Ctrl-C in the terminal must not take the lock away before we are done.
		detached: true,
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const gone = new Promise<void>((resolve) => {
		holder.once('close', () => resolve());
		holder.once('error', () => resolve());
	});
	const release = async (): Promise<void> => {
		holder.stdin.destroy();
		await gone;
	};
	const giveUp = (): void => {
		holder.stdin.destroy();
		holder.kill('SIGKILL');
	};
	holder.stdin.on('error', () => undefined);
	signal?.addEventListener('abort', giveUp, { once: true });
	try {
		const held = once(holder.stdout, 'data').then(() => true);
		if (await Promise.race([held, gone.then(() => false)])) {
			return { [Symbol.asyncDispose]: release };
		}
	} finally {
		signal?.removeEventListener('abort', giveUp);
	}
	if (signal?.aborted) throw cancelled('Opening the engine');
	throw new UserError(
		'engine-start-failed',
		`The file ${path} could not be locked.`,
		'Check that the data folder is on a local disk and that its user may write to it.',
	);
}
