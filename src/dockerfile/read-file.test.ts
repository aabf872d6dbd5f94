// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the Dockerfile.
import { describe, expect, it } from 'vitest';
import { Problems } from './problems.ts';
import { readFile } from './read-file.ts';

/** `KEYWORD:line-endLine[args]` of each instruction. */
function read(text: string): readonly string[] {
	const { instructions } = readFile(text, new Problems());
	return instructions.map(({ keyword, line, endLine, args, json }) =>
		`${keyword}:${line}${endLine === line ? '' : `-${endLine}`}${json ? ' json' : ''} ${args.join('|')}`.trim(),
	);
}

// Lines, words and forms were compared with those of BuildKit's own parser.
describe('readFile', () => {
	it.each<[string, string, readonly string[]]>([
		['plain', 'FROM x\nRUN a b\n', ['FROM:1 x', 'RUN:2 a b']],
		['no line break at the end', 'FROM x\nRUN a', ['FROM:1 x', 'RUN:2 a']],
		['comments and blank lines', '# c\n\nFROM x\n  # d\nRUN a # e\n', ['FROM:3 x', 'RUN:5 a # e']],
		['continuations', 'FROM x\nRUN a \\\n b \\  \n c\nUSER 1', ['FROM:1 x', 'RUN:2-4 a  b  c', 'USER:5 1']],
		['comments in continuations', 'FROM x\nRUN a \\\n# c\n  # d \\\n b\n', ['FROM:1 x', 'RUN:2-5 a  b']],
		['empty lines in continuations', 'FROM x\nRUN a \\\n\n\n b\nUSER 1', ['FROM:1 x', 'RUN:2-5 a  b', 'USER:6 1']],
		['a continuation inside a word', 'FR\\\nOM gol\\\nang\n', ['FROM:1-3 golang']],
		['an escaped escape is no continuation', 'FROM x\nRUN a \\\\\nUSER 1', ['FROM:1 x', 'RUN:2 a \\\\', 'USER:3 1']],
		['a continuation at the end', 'FROM x\nRUN a \\\n', ['FROM:1 x', 'RUN:2 a']],
		['a continuation before a comment at the end', 'FROM x\nRUN a \\\n# c', ['FROM:1 x', 'RUN:2-3 a']],
		['CRLF', 'FROM x\r\nRUN a \\\r\n  b\r\nUSER 1\r\n', ['FROM:1 x', 'RUN:2-3 a   b', 'USER:4 1']],
		['a lone CR is a blank', 'FROM x\rRUN a\n', ['FROM:1 x|RUN|a']],
		['a byte order mark', '\ufeffFROM x\n', ['FROM:1 x']],
		['lower case', 'from x as B\ncopy --from=b a b\n', ['FROM:1 x|as|B', 'COPY:2 a|b']],
		['indented', '   FROM x\n\tRUN a\n', ['FROM:1 x', 'RUN:2 a']],
		['form feed and vertical tab', 'FROM\vx\n\fRUN a\n', ['FROM:1 x', 'RUN:2 a']],
		['a no-break space is no blank', 'RUN\u00a0a\n', ['RUN\u00a0A:1']],
		['the escape directive', '# escape=`\nFROM x\nRUN a `\n b\n', ['FROM:2 x', 'RUN:3-4 a  b']],
		['directives after a byte order mark', '\ufeff# escape=`\nRUN a `\n b\n', ['RUN:2-3 a  b']],
		['several directives', '# syntax=a\n# ESCAPE = `\nRUN a `\n b', ['RUN:3-4 a  b']],
		['an unknown directive ends them', '# foo=bar\n# escape=`\nRUN a \\\n b\n', ['RUN:3-4 a  b']],
		['a blank line ends them', '\n# escape=`\nRUN a \\\n b\n', ['RUN:3-4 a  b']],
		['an indented directive', '  # escape=`\nRUN a \\\n b\n', ['RUN:2 a \\', 'B:3']],
		['a heredoc', 'RUN <<EOF\nFROM y\nEOF\nUSER 1', ['RUN:1-3 <<EOF', 'USER:4 1']],
		['a heredoc that is cut by tabs', 'RUN <<-EOF\n\ta\n\tEOF\nUSER 1', ['RUN:1-3 <<-EOF', 'USER:4 1']],
		['a quoted name with a blank', "RUN <<'E O'\na\nE O\nUSER 1", ["RUN:1-3 <<'E O'", 'USER:4 1']],
		['two heredocs', 'COPY <<a <<b /d/\nA\na\nB\nb\nUSER 1', ['COPY:1-5 <<a|<<b|/d/', 'USER:6 1']],
		['a file descriptor', 'RUN cat 3<<EOF\nx\nEOF\nUSER 1', ['RUN:1-3 cat 3<<EOF', 'USER:4 1']],
		['a heredoc with CRLF', 'RUN <<EOF\r\na\r\nEOF\r\nUSER 1', ['RUN:1-3 <<EOF', 'USER:4 1']],
		['a heredoc in ONBUILD', 'ONBUILD RUN <<EOF\na\nEOF\nUSER 1', ['ONBUILD:1-3 RUN|<<EOF', 'USER:4 1']],
		['no heredoc in quotes', 'RUN echo "<<EOF"\nUSER 1', ['RUN:1 echo "<<EOF"', 'USER:2 1']],
		['no heredoc in exec form', 'RUN ["a", "<<EOF"]\nUSER 1', ['RUN:1 json a|<<EOF', 'USER:2 1']],
		['no heredoc in ENV', 'ENV A <<EOF\nUSER 1', ['ENV:1 A|<<EOF', 'USER:2 1']],
		['exec form', 'CMD ["a", "b\\n\\u0041"]', ['CMD:1 json a|b\nA']],
		['exec form with text behind it', 'CMD ["a"] b', ['CMD:1 ["a"] b']],
		['a list', 'COPY ["a b", "c d/"]', ['COPY:1 json a b|c d/']],
		['quotes do not bind words in COPY', 'COPY "a b" c', ['COPY:1 "a|b"|c']],
		['pairs', 'ENV A="b c" D=e\\ f', ['ENV:1 A|"b c"|D|e\\ f']],
		['the old form of ENV', 'ENV A b  "c"', ['ENV:1 A|b  "c"']],
		['ARG', 'ARG A B=c D="e f"', ['ARG:1 A|B=c|D="e f"']],
		['HEALTHCHECK', 'HEALTHCHECK --retries=3 CMD ["a", "b"]', ['HEALTHCHECK:1 json CMD|a|b']],
	])('%s', (_, text, expected) => {
		expect(read(text)).toEqual(expected);
	});

	it('reads flags with quotes, over several lines and up to a lone --', () => {
		const text = 'RUN --mount=type=cache,target=/a \\\n --network="no\'ne" --x -- --y z';
		const [run] = readFile(text, new Problems()).instructions;
		expect(run).toMatchObject({
			flags: [
				{ name: 'mount', value: 'type=cache,target=/a', bare: false },
				{ name: 'network', value: "no'ne", bare: false },
				{ name: 'x', value: '', bare: true },
			],
			args: ['--y z'],
		});
	});

	it('keeps the bodies of heredocs with their lines', () => {
		const text = 'COPY <<-"a" <<b /d/\n\tone\r\n\ta\n$x\nb\n';
		const [copy] = readFile(text, new Problems()).instructions;
		expect(copy?.heredocs).toEqual([
			{ name: 'a', expand: false, chomp: true, content: '\tone\r\n', line: 2, endLine: 3 },
			{ name: 'b', expand: true, chomp: false, content: '$x\n', line: 4, endLine: 5 },
		]);
	});
});
