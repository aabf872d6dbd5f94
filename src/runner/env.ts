/** The environment, read once and checked. No other file of the project looks at `process.env`. */
import { z } from 'zod';
import { UserError } from '#errors';

const environmentSchema = z.object({
	NO_COLOR: z.string().optional(),
	FORCE_COLOR: z.string().optional(),
	COLUMNS: z.coerce.number().int().positive().optional().catch(undefined),
	STAGECRAFT_DATA: z.string().optional(),
	STAGECRAFT_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
	STAGECRAFT_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug', 'trace']).default('warn'),
});

/** What the project takes from the environment; absent where a variable is unset or empty. */
export interface Environment {
	readonly noColor: boolean;
	readonly forceColor: boolean;
	/** Width of the terminal when the terminal itself does not say. */
	readonly columns?: number | undefined;
	/** Data folder, unless `--data` says otherwise. */
	readonly dataDir?: string | undefined;
	/** Port of the course, unless `--port` says otherwise. */
	readonly port?: number | undefined;
	readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
	/** All variables, for programs that we start and for finding the Docker engine as the Docker CLI does. */
	readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Checks the variables. Throws UserError `usage-invalid` that names the variable with a bad value. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
	// An empty variable means the same as none, as in the Docker CLI.
	const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
	const parsed = environmentSchema.safeParse(set);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		const name = String(issue?.path[0] ?? '');
		throw new UserError(
			'usage-invalid',
			`The environment variable ${name} is "${variables[name] ?? ''}".`,
			`Unset ${name}, or give it a value that it can have: ${issue?.message ?? 'see the README'}.`,
			parsed.error,
		);
	}
	const found = parsed.data;
	return {
		noColor: found.NO_COLOR !== undefined,
		forceColor: found.FORCE_COLOR !== undefined && found.FORCE_COLOR !== '0',
		columns: found.COLUMNS,
		dataDir: found.STAGECRAFT_DATA,
		port: found.STAGECRAFT_PORT,
		logLevel: found.STAGECRAFT_LOG,
		variables,
	};
}

/** The environment of this process. */
export function readEnvironment(): Environment {
	return parseEnvironment(process.env);
}
