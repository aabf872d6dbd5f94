/** Runs Astro's build as a program of its own: it needs much memory for seconds, the course little for hours. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cancelled, UserError } from '#errors';

/** The end of the output tells what went wrong; the rest is progress. */
const keptCharacters = 4000;
const keptLines = 12;

export interface AstroBuild {
	readonly projectDir: string;
	readonly outDir: string;
	readonly variables: Readonly<Record<string, string | undefined>>;
	readonly signal: AbortSignal;
}

/** Throws UserError `site-build-failed` with the end of Astro's output, or `cancelled`. */
export async function runAstro({ projectDir, outDir, variables, signal }: AstroBuild): Promise<void> {
	const program = join(projectDir, 'node_modules/astro/bin/astro.mjs');
	const options = ['build', '--root', projectDir, '--config', 'src/site/astro.config.ts', '--outDir', outDir];
	const child = spawn(process.execPath, [program, ...options], {
		cwd: projectDir,
		env: {
			// Astro would keep its compiled code where temporary files are.
			NODE_COMPILE_CACHE: join(projectDir, 'node_modules/.cache/stagecraft'),
			...variables,
			...{ ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		signal,
	});
	let output = '';
	const keep = (text: Buffer) => {
		output = (output + text.toString()).slice(-keptCharacters);
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	const { promise, resolve, reject } = Promise.withResolvers<number | null>();
	child.on('error', reject);
	child.on('close', resolve);
	try {
		const code = await promise;
		if (code === 0) return;
	} catch (error) {
		if (signal.aborted) throw cancelled('Building the pages');
		throw failed(String(error), error);
	}
	if (signal.aborted) throw cancelled('Building the pages');
	throw failed(output.trim().split('\n').slice(-keptLines).join('\n'));
}

function failed(detail: string, cause?: unknown): UserError {
	return new UserError(
		'site-build-failed',
		`The pages of the course could not be built:\n${detail}`,
		'Correct what the last lines name, or put the files of the checkout back, and start again.',
		cause,
	);
}
