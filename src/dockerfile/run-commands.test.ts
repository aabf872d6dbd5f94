import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './parse.ts';
import { plainArguments, programOf, runCommands, shellCommands } from './run-commands.ts';

const told = (script: string) =>
	shellCommands(script).map(({ words, isPiped }) => `${words.join(' ')}${isPiped ? ' |' : ''}`);

describe('shellCommands', () => {
	it.each([
		['apt-get update && apt-get install -y curl', ['apt-get update', 'apt-get install -y curl']],
		['curl -s x | tar -xz || exit 1', ['curl -s x |', 'tar -xz', 'exit 1']],
		['set -e; (cd /src; make)', ['set -e', 'cd /src', 'make']],
		['echo "a && b" \'c | d\' e\\ f', ['echo a && b c | d e f']],
		['CGO_ENABLED=0 GOOS=linux go build .', ['go build .']],
		['if [ -f x ]; then sudo make install; fi', ['[ -f x ]', 'make install']],
		['make >log 2>&1 &', ['make >log 2>&1']],
		['make &>log', ['make &>log']],
		['pip install x # pip install y', ['pip install x']],
		['echo a#b', ['echo a#b']],
		['echo "never closed && x', ['echo never closed && x']],
		['', []],
		['A=1', []],
	])('cuts %s', (script, commands) => {
		expect(told(script)).toEqual(commands);
	});

	it('takes a long script in one go', () => {
		expect(shellCommands('a|'.repeat(100_000))).toHaveLength(100_000);
	});
});

it('tells program and plain arguments', () => {
	const [command] = shellCommands('/usr/bin/apt-get -qq install --no-install-recommends curl >/dev/null');
	expect(command && programOf(command)).toBe('apt-get');
	expect(command && plainArguments(command)).toEqual(['install', 'curl']);
});

describe('runCommands', () => {
	const first = (text: string) => {
		const instruction = parseDockerfile(`FROM x\n${text}`).stages[0]?.instructions[0];
		return instruction === undefined ? [] : runCommands(instruction).map(({ words }) => words);
	};

	it('takes continued lines, heredocs and arrays', () => {
		expect(first('RUN a \\\n  && b')).toEqual([['a'], ['b']]);
		expect(first('RUN <<EOF\na\nb c\nEOF')).toEqual([['a'], ['b', 'c']]);
		expect(first('RUN python3 <<EOF\nimport x\nEOF')).toEqual([['python3']]);
		expect(first('RUN ["a && b", "c"]')).toEqual([['a && b', 'c']]);
	});
});
