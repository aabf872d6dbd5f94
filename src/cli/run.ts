/** Runs one command line: parses it against the declared commands, does the work, turns errors into words and a status. */
import { CommanderError, Option, Command as Parser } from 'commander';
import { errorCodes, UserError } from '#errors';
import type { Command, CommandInput, ExitStatus } from './command.ts';
import type { CliContext } from './context.ts';

/** Message and hint as they stand on standard error. */
export function errorText(error: unknown): string {
	if (error instanceof UserError) return `stagecraft: ${error.message}\nHint: ${error.hint}`;
	const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return `stagecraft: a fault of ours: ${detail}\nHint: Run the same command again; if it fails again, report it with the lines above.`;
}

export function exitStatusOf(error: unknown): ExitStatus {
	return error instanceof UserError ? errorCodes[error.code].exit : 3;
}

function usageOf(argument: Command['arguments'][number]): string {
	const name = `${argument.name}${argument.repeated === true ? '...' : ''}`;
	return argument.optional === true ? `[${name}]` : `<${name}>`;
}

function toInput(command: Command, parser: Parser): CommandInput {
	const values: Record<string, readonly string[]> = {};
	command.arguments.forEach((declared, index) => {
		const value: unknown = parser.processedArgs[index];
		values[declared.name.toLowerCase()] =
			value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
	});
	const options: Record<string, string | true | readonly string[] | undefined> = {};
	for (const [name, value] of Object.entries<unknown>(parser.opts())) {
		if (Array.isArray(value)) options[name] = value.map(String);
		else options[name] = typeof value === 'string' || value === true ? value : undefined;
	}
	return { arguments: values, options };
}

function declare(command: Command, program: Parser, done: (input: CommandInput) => Promise<void>): void {
	const parser = program.command(command.name).description(command.summary).exitOverride().showHelpAfterError(false);
	for (const declared of command.arguments) parser.argument(usageOf(declared), declared.description);
	for (const declared of command.options) {
		const option = new Option(declared.flags, declared.description);
		if (declared.default !== undefined) option.default(declared.default);
		if (declared.choices !== undefined) option.choices([...declared.choices]);
		if (declared.repeated === true) option.argParser((value, before: readonly string[] = []) => [...before, value]);
		parser.addOption(option);
	}
	if (command.examples.length > 0)
		parser.addHelpText('after', `\nExamples:\n${command.examples.map((line) => `  ${line}`).join('\n')}`);
	parser.action(() => done(toInput(command, parser)));
}

/** Gives the exit status; never throws. `args` are the words after the program's name. */
export async function runCommandLine(
	commands: readonly Command[],
	args: readonly string[],
	context: CliContext,
	version: string,
): Promise<ExitStatus> {
	let status: ExitStatus = 0;
	const program = new Parser('stagecraft')
		.description('A hands-on course on multi-stage Docker builds: serve it, prepare it, grade its labs.')
		.version(version, '-V, --version', 'print the version')
		.helpCommand(false)
		.exitOverride()
		.configureOutput({ writeOut: context.out, writeErr: () => undefined, getOutHelpWidth: () => context.columns })
		.addHelpText(
			'after',
			'\nExit status: 0 done; 1 done, and below --fail-under or not as expected; 2 bad usage or input; 3 a fault of ours; 130 interrupted.',
		);
	for (const command of commands) {
		declare(command, program, async (input) => {
			status = await command.run(context, input);
		});
	}
	try {
		await program.parseAsync([...args], { from: 'user' });
		return status;
	} catch (error) {
		context.progress.finish();
		if (error instanceof CommanderError) {
			if (error.exitCode === 0) return 0;
			if (error.code === 'commander.help') {
				context.out(program.helpInformation());
				return 2;
			}
			const message = error.message.replace(/^error: /, '');
			context.note(
				errorText(new UserError('usage-invalid', message, 'Run `stagecraft --help`, or `stagecraft COMMAND --help`.')),
			);
			return 2;
		}
		context.note(errorText(error));
		return exitStatusOf(error);
	}
}
