/** Where things are in the checkout, and where its data goes. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandInput, textOption } from './command.ts';
import type { CliContext } from './context.ts';

export const projectDir = fileURLToPath(new URL('../../', import.meta.url));
export const labsDir = fileURLToPath(new URL('../../labs', import.meta.url));

export const basesDir = fileURLToPath(new URL('../../labs/bases', import.meta.url));

/** Absolute path of the data folder: `--data`, else STAGECRAFT_DATA, else `.stagecraft` in the checkout. */
export function dataDirOf(context: CliContext, input: CommandInput): string {
	const named = textOption(input, 'data') ?? context.environment.dataDir;
	return named === undefined ? resolve(projectDir, '.stagecraft') : resolve(context.cwd, named);
}
