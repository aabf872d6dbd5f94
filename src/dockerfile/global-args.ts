/** ARG before the first FROM: the variables that FROM lines may use. */
import type { BuildArgument } from './analysis.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';
import { type Expander, platformArguments } from './scope.ts';
import type { Hazard } from './shell-lexer.ts';

/** The global arguments as written, and the values that count: built-in ones, then those of the file, in order. */
export interface GlobalArgs {
	readonly declared: readonly BuildArgument[];
	readonly values: ReadonlyMap<string, string>;
	/** Declared without any value: known, but empty. */
	readonly names: ReadonlySet<string>;
}

export function evaluateGlobalArgs(
	instructions: readonly RawInstruction[],
	buildArgs: Readonly<Record<string, string>>,
	platform: string,
	expander: Expander,
	problems: Problems,
): GlobalArgs {
	const values = new Map(platformArguments(platform));
	for (const name of values.keys()) values.set(name, own(buildArgs, name) ?? values.get(name) ?? '');
	const declared: BuildArgument[] = [];
	for (const instruction of instructions) {
		if (!instruction.valid) continue;
		for (const word of instruction.args) {
			const argument = evaluateArgument(word, instruction, buildArgs, (text, part) => {
				// BuildKit takes the name as it is, and an empty value where the default cannot be resolved.
				if (part === 'name') return text;
				const done = expander.expand(text, values, false);
				if (!done.ok) reportSubstitution(instruction, done, false, problems);
				return done.ok ? done.text : '';
			});
			declared.push(argument);
			if (argument.value !== undefined) values.set(argument.name, argument.value);
		}
	}
	return { declared, values, names: new Set(declared.map((argument) => argument.name)) };
}

/** One word of an ARG: `NAME` or `NAME=default`. `replace` gives a text with its variables replaced. */
export function evaluateArgument(
	word: string,
	instruction: RawInstruction,
	buildArgs: Readonly<Record<string, string>>,
	replace: (text: string, part: 'name' | 'value') => string,
): BuildArgument {
	const equals = word.indexOf('=');
	const name = replace(equals === -1 ? word : word.slice(0, equals), 'name');
	const defaultValue = equals === -1 ? undefined : replace(word.slice(equals + 1), 'value');
	const value = own(buildArgs, name) ?? defaultValue;
	return {
		name,
		...(defaultValue === undefined ? {} : { defaultValue }),
		...(value === undefined ? {} : { value }),
		line: instruction.line,
	};
}

/** Reports a text that cannot be resolved. What an engine must not see is an error wherever it stands. */
export function reportSubstitution(
	instruction: RawInstruction,
	failed: { readonly problem: string; readonly hazard?: Hazard },
	reached: boolean,
	problems: Problems,
): void {
	const message = `A variable or a quote in ${instruction.keyword} cannot be resolved: ${failed.problem}.`;
	if (failed.hazard === 'empty-pattern')
		problems.add('empty-pattern', instruction, message, 'Write the pattern behind the # or %, or take the sign out.');
	else if (failed.hazard === 'oversized-variables')
		problems.add(
			'oversized-variables',
			instruction,
			message,
			'Shorten the values, or put them into a file and COPY it.',
		);
	else
		problems.addIn(
			reached,
			'bad-substitution',
			instruction,
			message,
			// biome-ignore lint/suspicious/noTemplateCurlyInString: these are the Dockerfile's own variables.
			'Close every quote and brace; ${NAME}, ${NAME:-default} and ${NAME:+text} are understood by every engine.',
		);
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(values, name) ? values[name] : undefined;
}
