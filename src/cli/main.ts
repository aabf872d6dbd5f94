/** The entry point of the command line on Node 24. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Environment, readEnvironment } from '#runner/env.ts';
import type { ExitStatus } from './command.ts';
import { commands } from './commands.ts';
import type { CliContext } from './context.ts';
import { createProgress } from './progress.ts';
import { errorText, exitStatusOf, runCommandLine } from './run.ts';

const interrupted: ExitStatus = 130;
const defaultColumns = 80;

function version(): string {
	const file = new URL('../../package.json', import.meta.url);
	return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

/** First signal: stop in order. Second: at once. */
function stopOnSignals(stop: AbortController): void {
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(name, () => {
			if (stop.signal.aborted) process.exit(interrupted);
			stop.abort();
		});
	}
}

function createContext(environment: Environment, signal: AbortSignal): CliContext {
	const wantsColor = environment.forceColor || (process.stdout.isTTY === true && !environment.noColor);
	return {
		out: (text) => void process.stdout.write(text),
		note: (line) => void process.stderr.write(`${line}\n`),
		progress: createProgress(process.stderr),
		environment,
		signal,
		cwd: process.cwd(),
		color: wantsColor,
		columns: process.stdout.columns ?? environment.columns ?? defaultColumns,
	};
}

async function main(): Promise<ExitStatus> {
	const stop = new AbortController();
	stopOnSignals(stop);
	try {
		const context = createContext(readEnvironment(), stop.signal);
		return await runCommandLine(commands, process.argv.slice(2), context, version());
	} catch (error) {
		process.stderr.write(`${errorText(error)}\n`);
		return exitStatusOf(error);
	}
}

// A reader that closes early (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main();
