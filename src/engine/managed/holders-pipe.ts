import { closeSync, openSync, writeSync } from 'node:fs';
import { UserError } from '#errors';
import { runCommand } from './run-command.ts';

/**
 * The pipe that every holder of an engine keeps open. The supervisor reads it: the kernel tells it when the last holder
 * is gone, and a holder can write `stop`.
 */
export interface HoldersPipe extends Disposable {
	/** Tells the supervisor to stop the engine in order. */
	askToStop(): void;
}

/** Makes the pipe, in a folder where there is none. */
export async function makeHoldersPipe(path: string): Promise<void> {
	const { status, tail } = await runCommand(['mkfifo', '-m', '600', path]);
	if (status === 0) return;
	throw new UserError(
		'engine-start-failed',
		`A pipe could not be made: ${tail}`,
		'Choose a data folder on a local Linux file system with --data DIR.',
	);
}

export function holdPipe(path: string): HoldersPipe {
	// For both directions: opening never waits for the other side.
	let descriptor: number | undefined = openSync(path, 'r+');
	return {
		askToStop: () => {
			if (descriptor !== undefined) writeSync(descriptor, 'stop\n');
		},
		[Symbol.dispose]: () => {
			if (descriptor !== undefined) closeSync(descriptor);
			descriptor = undefined;
		},
	};
}
