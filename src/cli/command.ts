/** Commands are declared data: what they are called, what they take, and one function that does the work. */
import type { CliContext } from './context.ts';

/** 0 done; 1 done, and below `--fail-under` or not as expected; 2 bad usage or input; 3 a fault of ours; 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 3 | 130;

export interface CommandArgument {
	/** As in the usage line: `LAB`, `[LAB...]` when optional and repeated. */
	readonly name: string;
	readonly description: string;
	readonly optional?: boolean;
	readonly repeated?: boolean;
}

export interface CommandOption {
	/** e.g. `--format <format>`, or `--offline` for a switch. */
	readonly flags: string;
	readonly description: string;
	readonly default?: string;
	readonly choices?: readonly string[];
	/** May be given more than once. */
	readonly repeated?: boolean;
}

export interface CommandInput {
	/** By argument name in lower case; a repeated one holds all its values. */
	readonly arguments: Readonly<Record<string, readonly string[]>>;
	/** By long name in camel case; a switch is `true`, a repeated one holds all its values. */
	readonly options: Readonly<Record<string, string | true | readonly string[] | undefined>>;
}

export interface Command {
	readonly name: string;
	readonly summary: string;
	readonly arguments: readonly CommandArgument[];
	readonly options: readonly CommandOption[];
	/** Lines for the end of `--help`. */
	readonly examples: readonly string[];
	run(context: CliContext, input: CommandInput): Promise<ExitStatus>;
}

/** Options that every command with an engine takes. */
export const engineOptions: readonly CommandOption[] = [
	{
		flags: '--data <dir>',
		description:
			'folder for the engine, the bases and the learners’ work (default: STAGECRAFT_DATA, else .stagecraft in the checkout)',
	},
];

/** The value of a text option, or undefined when it was not given. */
export function textOption(input: CommandInput, name: string): string | undefined {
	const value = input.options[name];
	return typeof value === 'string' ? value : undefined;
}

/** The values of a repeated option, none when it was not given. */
export function listOption(input: CommandInput, name: string): readonly string[] {
	const value = input.options[name];
	return typeof value === 'object' ? value : [];
}

/** The one value of an argument that must be there; commander has refused the call otherwise. */
export function argument(input: CommandInput, name: string): string {
	const value = input.arguments[name]?.[0];
	if (value === undefined) throw new TypeError(`the argument ${name} is not declared`);
	return value;
}
