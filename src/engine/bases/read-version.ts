import { UserError } from '#errors';
import type { Engine } from '../engine.ts';
import { labelNames } from '../labels.ts';

const mebibyte = 1024 * 1024;
/** A program that prints its version needs little; more would mean that something else was started. */
const limits = { memoryBytes: 512 * mebibyte, pids: 64, cpus: 1 };
const timeoutMilliseconds = 30_000;
const outputBytes = 4096;

/**
 * The version number that a command prints in an image, e.g. `1.27.3` out of `go1.27.3 linux/amd64`.
 *
 * @throws UserError `base-build-failed` when it prints none.
 */
export async function readVersion(
	engine: Engine,
	image: string,
	command: readonly string[],
	signal: AbortSignal,
): Promise<string> {
	const result = await engine.containers.run(
		{
			image,
			entrypoint: command.slice(0, 1),
			cmd: command.slice(1),
			labels: { [labelNames.role]: 'helper' },
			limits,
			timeoutMilliseconds,
			outputBytes,
		},
		{ signal },
	);
	const output = Buffer.from(result.stdout).toString('utf8');
	const version = /\d+(\.\d+)+/.exec(output)?.[0];
	if (version !== undefined) return version;
	throw new UserError(
		'base-build-failed',
		`"${command.join(' ')}" prints no version number in ${image}: ${output}${Buffer.from(result.stderr).toString('utf8')}${result.error ?? ''}`,
		'Run stagecraft prepare again; if it fails at the same place, the recipe of this base has to be mended.',
	);
}
