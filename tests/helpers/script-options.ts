import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { hasCode, messageOf } from '#errors';

/** What a script of the tests was called with. `--help` prints the usage, and so does what is not understood, with why. */
export class ScriptOptions {
	readonly #usage: string;

	constructor(usage: string) {
		this.#usage = usage;
	}

	parse<const Options extends ParseArgsOptionsConfig>(options: Options) {
		try {
			const config = { allowPositionals: true, options: { ...options, help: { type: 'boolean' } } } as const;
			const { values, positionals } = parseArgs(config);
			if ('help' in values && values.help === true) {
				console.log(this.#usage);
				process.exit(0);
			}
			return { values, positionals };
		} catch (error) {
			if (!hasCode(error, 'ERR_PARSE_ARGS_UNKNOWN_OPTION', 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')) throw error;
			return this.refuse(messageOf(error));
		}
	}

	/** @throws never: ends the process. */
	count(option: string, text: string): number {
		const count = Number(text);
		if (!Number.isInteger(count) || count < 1) this.refuse(`--${option} takes a whole number from 1, not ${text}.`);
		return count;
	}

	refuse(why: string): never {
		console.error(`${why}\n${this.#usage}`);
		process.exit(2);
	}
}
