// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the Dockerfile.
import { describe, expect, it } from 'vitest';
import { type ParseOptions, parseDockerfile } from './parse.ts';
import { type ProblemCode, problemCodes } from './problem.ts';

const tangled = Array.from({ length: 30 }, (_, i) =>
	i < 2 ? `FROM scratch AS s${i}` : `FROM s${i - 1} AS s${i}\nCOPY --from=s${i - 2} /a /b`,
).join('\n');

/** One or more files for each code. */
const examples: Readonly<Record<ProblemCode, readonly (string | readonly [string, ParseOptions])[]>> = {
	'arg-out-of-scope': ['ARG V=1\nFROM scratch\nUSER $V', 'ARG V=1\nFROM x\nRUN curl https://example.org/$V'],
	'bad-directive': ['# escape=x\nFROM scratch', '# syntax=a\n# syntax=b\nFROM scratch'],
	'bad-expose': ['FROM scratch\nEXPOSE http', 'FROM scratch\nEXPOSE 80/http', 'FROM scratch\nEXPOSE 90-80'],
	'bad-flag': [
		'FROM scratch\nCOPY --from a b',
		'FROM scratch\nCOPY --link=yes a b',
		'FROM scratch\nCOPY --chown=a --chown=b a b',
		'FROM x\nHEALTHCHECK --interval=5 CMD a',
		'FROM x\nHEALTHCHECK --retries=many CMD a',
		'FROM x\nRUN --network=off a',
	],
	'bad-heredoc': ['FROM scratch\nCOPY a <<EOF\nx\nEOF'],
	'bad-mount': [
		'FROM x\nRUN --mount=type=cach,target=/a b',
		'FROM x\nRUN --mount=type=cache,tarhet=/a b',
		'FROM x\nRUN --mount=type=cache,target b',
		'FROM x\nRUN --mount=type=secret b',
		'FROM x\nRUN --mount=type=secret,id=a,from=b c',
		'FROM x\nRUN --mount=type=bind,sharing=locked,target=/a b',
		'FROM x\nRUN --mount=type=bind,size=1,target=/a b',
		'FROM x\nRUN --mount=type=bind,uid=1,target=/a b',
		"FROM x\nRUN --mount='a\"b' c",
	],
	'bad-name-value': ['FROM x\nENV A=1 B', 'FROM x\nENV A', 'FROM x\nENV =1', 'FROM x\nARG =1'],
	'bad-onbuild': ['FROM x\nONBUILD FROM y', 'FROM x\nONBUILD ONBUILD RUN a'],
	'bad-platform': ['FROM --platform=nonsense x'],
	'bad-reference': [
		'FROM Golang:1.27',
		'FROM golang:1.27 AS Build\nFROM Build',
		'FROM golang:$VERSION',
		'FROM golang::1',
		'FROM x AS build\nFROM y\nCOPY --from=Bild: a b',
	],
	'bad-signal': ['FROM scratch\nSTOPSIGNAL SIGSTOPP'],
	'bad-stage-index': ['FROM scratch\nCOPY --from=1 a b'],
	'bad-stage-name': ['FROM scratch AS 1st'],
	'bad-substitution': ['FROM scratch\nCOPY ${A b', 'FROM scratch\nUSER "a', 'FROM ${A:=b}'],
	'blank-base': ['FROM $BASE', 'ARG BASE\nFROM ${BASE}'],
	'broken-json': [
		'FROM x\nCMD ["a", "b"',
		'FROM x\nCMD ["a" "b",]',
		'FROM x\nENTRYPOINT ["a"] # run it',
		'FROM x\nCMD [a, b]',
	],
	'circular-stage': [
		'FROM scratch AS a\nCOPY --from=a x y',
		'FROM scratch AS a\nCOPY --from=b x y\nFROM scratch AS b\nCOPY --from=a x y',
		'FROM scratch AS a\nCOPY --from=b x y\nFROM a AS b',
	],
	'copy-from-url': ['FROM scratch\nCOPY https://example.org/a /a'],
	'copy-from-variable': ['FROM scratch\nCOPY --from=$STAGE a b'],
	'dangling-continuation': ['FROM x\nRUN a && \\\n'],
	'duplicate-cmd': ['FROM x\nCMD ["a"]\nCMD ["b"]'],
	'duplicate-entrypoint': ['FROM x\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]'],
	'duplicate-stage-name': ['FROM x AS a\nFROM y AS A'],
	'empty-command': ['FROM x\nCMD'],
	'empty-continuation-line': ['FROM x\nRUN a \\\n\n b'],
	'empty-file': ['', '# FROM x\n# RUN a\n'],
	'empty-pattern': ['FROM scratch\nUSER ${A#}', 'FROM x\nRUN "echo ${A%}'],
	'instruction-before-from': ['RUN a\nFROM x'],
	'json-not-strings': ['FROM x\nCMD ["sleep", 1, true]'],
	'json-wrong-quotes': ["FROM x\nCMD ['python', 'app.py']", 'FROM x\nENTRYPOINT [“/app”]', "FROM x\nRUN ['a']"],
	'later-stage': [
		'FROM scratch AS a\nCOPY --from=b x y\nFROM scratch AS b\nFROM a',
		'FROM scratch AS a\nCOPY --from=b x y\nFROM scratch AS b',
	],
	'line-too-long': [`FROM x\nRUN ${'a'.repeat(65_536)}`],
	'missing-arguments': ['FROM', 'FROM x\nCOPY app.py', 'FROM x\nCOPY', 'FROM x\nUSER', 'FROM x\nEXPOSE'],
	'missing-from': ['ARG A=1'],
	'newer-syntax': ['FROM x\nCOPY --parents a b', 'FROM x\nRUN cat << EOF\na\nEOF'],
	'not-text': ['FROM x\n\0\u0001\nELF\n'],
	'oversized-variables': [`FROM scratch\nENV A=${'x'.repeat(1000)}\n${'ENV A=$A$A\n'.repeat(6)}`],
	'relative-workdir': ['FROM x\nWORKDIR app'],
	'tangled-stages': [tangled],
	'too-large': ['#'.repeat(300_000), 'FROM x\n'.repeat(251)],
	'trailing-comment': ['FROM x\nCOPY . . # everything'],
	'unknown-flag': ['FROM x\nCOPY --form=a b c', 'FROM x\nUSER --x 1', 'FROM x\nCOPY --quiet b c'],
	'unknown-instruction': ['FROM x\nCOPPY a b', 'FROM x\nRUN a &&\n  apt-get install b', 'FROM x\n\\\n'],
	'unknown-stage': [
		'FROM x AS builder\nFROM y\nCOPY --from=bulider a b',
		'FROM golang:1.27\nFROM y\nCOPY --from=build a b',
		'FROM golang:1.27 AS compile\nFROM y\nCOPY --from=deps a b',
	],
	'unknown-target': [
		['FROM x AS build\nFROM y', { target: 'biuld' }],
		['FROM x', { target: 'release' }],
	],
	'unterminated-heredoc': ['FROM x\nRUN <<EOF\na\n', 'FROM x\nRUN <<EOF\na\n  EOF\n'],
	'wrong-arguments': [
		'FROM x y',
		'FROM x # the base',
		'FROM x\nSHELL /bin/bash -c',
		'FROM x\nHEALTHCHECK curl a',
		'FROM x\nHEALTHCHECK CMD',
		'FROM x\nHEALTHCHECK NONE a',
		'FROM x\nVOLUME [""]',
	],
};

function show(code: ProblemCode): readonly string[] {
	return examples[code].map((example) => {
		const [text, options] = typeof example === 'string' ? [example, {}] : example;
		const found = parseDockerfile(text, options).problems.find((problem) => problem.code === code);
		if (found === undefined) return `no ${code} in ${text.slice(0, 100)}`;
		const lines = found.line === found.endLine ? `${found.line}` : `${found.line}-${found.endLine}`;
		return `${found.severity} ${lines}: ${found.message} -> ${found.hint}`;
	});
}

describe('problems', () => {
	it('every code has a message and a hint for people', () => {
		const codes = Object.keys(problemCodes) as ProblemCode[];
		const shown = Object.fromEntries(codes.map((code) => [code, show(code)]));
		expect(shown).toMatchInlineSnapshot(`
			{
			  "arg-out-of-scope": [
			    "warning 3: V is declared above the first FROM, and that value ends at the FROM. -> Repeat it inside the stage, without the value: ARG V",
			    "warning 3: V is declared above the first FROM, and that value ends at the FROM. -> Repeat it inside the stage, without the value: ARG V",
			  ],
			  "bad-directive": [
			    "error 1: "x" cannot be the escape character. -> Write # escape=\` or # escape=\\, or remove the line.",
			    "error 2: The directive "syntax" stands twice at the top of the file. -> Keep one "# syntax=" line.",
			  ],
			  "bad-expose": [
			    "error 2: "http" is not a port. -> Write numbers from 1 to 65535, each with /tcp or /udp if wanted: EXPOSE 8080",
			    "error 2: "80/http" is not a port. -> Write numbers from 1 to 65535, each with /tcp or /udp if wanted: EXPOSE 8080",
			    "error 2: "90-80" is not a port. -> Write numbers from 1 to 65535, each with /tcp or /udp if wanted: EXPOSE 8080",
			  ],
			  "bad-flag": [
			    "error 2: --from of COPY has no value. -> Write --from=value once.",
			    "error 2: --link of COPY is "yes", but may only be true or false. -> Write --link once, without a value.",
			    "error 2: --chown of COPY stands twice. -> Write --chown=value once.",
			    "error 2: --interval=5 of HEALTHCHECK is not a duration. -> Write a number with a unit: --interval=30s",
			    "error 2: --retries=many of HEALTHCHECK is not a count. -> Write a whole number: --retries=3",
			    "error 2: --network of RUN is "off", but may only be default, none or host. -> Write --network=value once.",
			  ],
			  "bad-heredoc": [
			    "error 2-4: A heredoc cannot be the destination of COPY. -> Name the file after it: COPY <<EOF /path/of/the/file",
			  ],
			  "bad-mount": [
			    "error 2: --mount=type=cach,target=/a is refused: there is no type "cach". -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=type=cache,tarhet=/a is refused: it has no key "tarhet". -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=type=cache,target is refused: "target" has no value. -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=type=secret is refused: a secret needs an id. -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=type=secret,id=a,from=b is refused: a secret has no "from". -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=type=bind,sharing=locked,target=/a is refused: "sharing" goes with type=cache alone. -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=type=bind,size=1,target=/a is refused: "size" goes with type=tmpfs alone. -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=type=bind,uid=1,target=/a is refused: "mode", "uid" and "gid" do not go with type=bind. -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			    "error 2: --mount=a"b is refused: a double quote is out of place. -> Write it like --mount=type=cache,target=/root/.cache or --mount=type=bind,from=build,source=/out,target=/in",
			  ],
			  "bad-name-value": [
			    "error 2: "B" in ENV has no value. -> Write each as NAME=value, with quotes around a value that has blanks: ENV B=value",
			    "error 2: "A" in ENV has no value. -> Write each as NAME=value, with quotes around a value that has blanks: ENV A=value",
			    "error 2: ENV has a value without a name. -> Write the name before the =, with no blanks around it: ENV PORT=8080",
			    "error 2: ARG has a value without a name. -> Write the name before the =, with no blanks around it: ARG VERSION=1.27",
			  ],
			  "bad-onbuild": [
			    "error 2: ONBUILD cannot carry FROM. -> Put an instruction such as COPY or RUN after ONBUILD, or remove the line.",
			    "error 2: ONBUILD cannot carry ONBUILD. -> Put an instruction such as COPY or RUN after ONBUILD, or remove the line.",
			  ],
			  "bad-platform": [
			    "error 1: "nonsense" is not a platform. -> Write the system and the architecture, for example --platform=linux/amd64, or remove the flag.",
			  ],
			  "bad-reference": [
			    "error 1: FROM Golang:1.27 is not an image reference. The image name "Golang" must be in lower case. -> Write it in lower case: FROM golang:1.27",
			    "error 2: FROM Build is not an image reference. The image name "Build" must be in lower case. -> Names of stages are kept in lower case: FROM build",
			    "error 1: FROM golang:$VERSION is not an image reference. The tag after the colon is empty. -> VERSION has no value; give it one above the first FROM: ARG VERSION=1.27",
			    "error 1: FROM golang::1 is not an image reference. ":1" is not a tag. -> Write it as name:tag, for example golang:1.27.",
			    "error 3: "Bild:" is neither a stage of this file nor an image reference. The image name "Bild" must be in lower case. -> Name a stage of this file, or an image such as busybox:1.37.",
			  ],
			  "bad-signal": [
			    "error 2: "SIGSTOPP" is not a signal. -> Write its name: STOPSIGNAL SIGTERM",
			  ],
			  "bad-stage-index": [
			    "error 2: There is no stage 1: the file has 1, counted from 0. -> Name the stage with AS and copy from the name.",
			  ],
			  "bad-stage-name": [
			    "error 1: "1st" cannot be the name of a stage. -> Start the name with a letter and use only letters, digits, "-", "_" and ".": for example build.",
			  ],
			  "bad-substitution": [
			    "error 2: A variable or a quote in COPY cannot be resolved: missing }. -> Close every quote and brace; \${NAME}, \${NAME:-default} and \${NAME:+text} are understood by every engine.",
			    "error 2: A variable or a quote in USER cannot be resolved: a " has no closing ". -> Close every quote and brace; \${NAME}, \${NAME:-default} and \${NAME:+text} are understood by every engine.",
			    "error 1: A variable or a quote in FROM cannot be resolved: \${A:=…} is not supported. -> Close every quote and brace; \${NAME}, \${NAME:-default} and \${NAME:+text} are understood by every engine.",
			  ],
			  "blank-base": [
			    "error 1: FROM $BASE names no image: BASE has no value. -> Give it one above the first FROM: ARG BASE=golang:1.27",
			    "error 2: FROM \${BASE} names no image: BASE has no value. -> Give it one above the first FROM: ARG BASE=golang:1.27",
			  ],
			  "broken-json": [
			    "warning 2: CMD starts with [ but is not a JSON array of strings, so it is not the exec form. -> Put each word in double quotes, commas between them, and nothing after the ].",
			    "warning 2: CMD starts with [ but is not a JSON array of strings, so it is not the exec form. -> Write it as CMD ["a", "b"]",
			    "warning 2: ENTRYPOINT starts with [ but is not a JSON array of strings, so it is not the exec form. -> Write it as ENTRYPOINT ["a"]",
			    "warning 2: CMD starts with [ but is not a JSON array of strings, so it is not the exec form. -> Put each word in double quotes, commas between them, and nothing after the ].",
			  ],
			  "circular-stage": [
			    "error 2: The stage copies from itself. -> Copy from a stage above, by its name.",
			    "error 2: The stages use each other in a circle. -> Move the shared files into a stage above both.",
			    "error 2: The stages use each other in a circle. -> Move the shared files into a stage above both.",
			  ],
			  "copy-from-url": [
			    "error 2: COPY cannot fetch "https://example.org/a". -> Use ADD for a URL, or put the file beside the Dockerfile and COPY it.",
			  ],
			  "copy-from-variable": [
			    "error 2: Variables are not replaced in "$STAGE". -> Add a stage of its own above, FROM $STAGE AS source, and copy from source.",
			  ],
			  "dangling-continuation": [
			    "warning 2: Line 2 ends with \\, and nothing follows it. -> Remove the \\ at the end of line 2.",
			  ],
			  "duplicate-cmd": [
			    "warning 2: This CMD has no effect: the one on line 3 replaces it. -> Keep one CMD in the stage; to run several commands, join them in one script or with && in RUN.",
			  ],
			  "duplicate-entrypoint": [
			    "warning 2: This ENTRYPOINT has no effect: the one on line 3 replaces it. -> Keep one ENTRYPOINT in the stage; to run several commands, join them in one script or with && in RUN.",
			  ],
			  "duplicate-stage-name": [
			    "warning 2: The stage on line 1 is also named "a". -> Give each stage its own name; COPY --from=a reads the last one.",
			  ],
			  "empty-command": [
			    "warning 2: CMD has no command. -> Write the command after it, or remove the line.",
			  ],
			  "empty-continuation-line": [
			    "warning 2-4: Line 3 is empty inside a continued instruction. -> Remove the empty line, or the \\ above it if the instruction ends there.",
			  ],
			  "empty-file": [
			    "error 1: The file is empty. -> Write a FROM line and the steps below it, for example: FROM golang:1.27",
			    "error 1-2: Every line of the file is a comment or blank, so there is nothing to build. -> Remove the # in front of the lines that should run.",
			  ],
			  "empty-pattern": [
			    "error 2: A variable or a quote in USER cannot be resolved: the pattern in \${A#} is empty. -> Write the pattern behind the # or %, or take the sign out.",
			    "error 2: A variable or a quote in RUN cannot be resolved: the pattern in \${A%} is empty. -> Write the pattern behind the # or %, or take the sign out.",
			  ],
			  "instruction-before-from": [
			    "error 1: RUN stands before the first FROM. -> Put a FROM line above it; only ARG may stand before FROM.",
			  ],
			  "json-not-strings": [
			    "error 2: The array of CMD may hold only strings. -> Put each value in double quotes: CMD ["sleep","1","true"]",
			  ],
			  "json-wrong-quotes": [
			    "warning 2: CMD has an array with the wrong quotes, so Docker does not read it as an array. -> JSON needs double quotes: CMD ["python", "app.py"]",
			    "warning 2: ENTRYPOINT has an array with the wrong quotes, so Docker does not read it as an array. -> JSON needs double quotes: ENTRYPOINT ["/app"]",
			    "warning 2: RUN has an array with the wrong quotes, so Docker does not read it as an array. -> JSON needs double quotes: RUN ["a"]",
			  ],
			  "later-stage": [
			    "error 2: The stage that it copies from starts further down. -> Move that stage above this one.",
			    "warning 2: The stage that it copies from starts further down. -> Move that stage above this one.",
			  ],
			  "line-too-long": [
			    "error 2: Line 2 is longer than 65,535 bytes. -> Break the line with backslashes, or put the data into a file and COPY it.",
			  ],
			  "missing-arguments": [
			    "error 1: FROM has nothing after it. -> Complete the line, for example: FROM golang:1.27 AS build",
			    "error 2: COPY has only "app.py", so the destination is missing. -> Name the source and then the destination: COPY app.py ./",
			    "error 2: COPY has neither a source nor a destination. -> Name the source and then the destination: COPY app.py ./",
			    "error 2: USER has nothing after it. -> Complete the line, for example: USER nonroot",
			    "error 2: EXPOSE has nothing after it. -> Complete the line, for example: EXPOSE 8080",
			  ],
			  "missing-from": [
			    "error 1: The file has no FROM. -> Start with the image to build on, for example: FROM golang:1.27",
			  ],
			  "newer-syntax": [
			    "warning 2: COPY --parents is understood only by newer engines (Dockerfile syntax 1.20). -> Do without it, so that the file builds on every engine.",
			    "warning 2: A blank after << is understood only by newer engines. -> Write <<EOF without the blank.",
			  ],
			  "not-text": [
			    "error 2: The file is not text: line 2 has a NUL character. -> Save the Dockerfile as plain UTF-8 text.",
			  ],
			  "oversized-variables": [
			    "error 8: A variable or a quote in ENV cannot be resolved: the text grows past 32768 characters. -> Shorten the values, or put them into a file and COPY it.",
			  ],
			  "relative-workdir": [
			    "warning 2: WORKDIR app is relative, so its place depends on the base image. -> Write the whole path: WORKDIR /app",
			  ],
			  "tangled-stages": [
			    "error 57: The stages depend on each other over more than 20,000 ways. -> Let each stage copy from the one or two stages that hold its files.",
			  ],
			  "too-large": [
			    "error 1: The file has 300,000 characters; at most 262,144 are read. -> Move data and scripts into files of their own and COPY them.",
			    "error 251: The file has more than 250 stages. -> Split the file, or remove stages that are not needed.",
			  ],
			  "trailing-comment": [
			    "warning 2: The text after # belongs to COPY here; it is not a comment. -> Move the comment to a line of its own above.",
			  ],
			  "unknown-flag": [
			    "error 2: COPY has no flag --form. -> Did you mean --from?",
			    "error 2: USER has no flag --x. -> USER takes no flags; remove --x.",
			    "error 2: COPY has no flag --quiet. -> COPY takes --from, --chown, --chmod, --link, --exclude, --parents.",
			  ],
			  "unknown-instruction": [
			    "error 2: "COPPY" is not a Dockerfile instruction. -> Did you mean COPY?",
			    "error 3: "apt-get" is not a Dockerfile instruction. -> If the line belongs to the command above, end the line above with a backslash; else start it with RUN, COPY or the like.",
			    "error 2: The line holds only a continuation character. -> If the line belongs to the command above, end the line above with a backslash; else start it with RUN, COPY or the like.",
			  ],
			  "unknown-stage": [
			    "warning 3: COPY --from names "bulider", which is no stage of this file, so Docker looks for an image of that name. -> Did you mean stage builder?",
			    "warning 3: COPY --from names "build", which is no stage of this file, so Docker looks for an image of that name. -> Name the stage on line 1: FROM golang:1.27 AS build",
			    "warning 3: COPY --from names "deps", which is no stage of this file, so Docker looks for an image of that name. -> Name an earlier stage deps with AS.",
			  ],
			  "unknown-target": [
			    "error 2: No stage of the file is named "biuld". -> Did you mean build?",
			    "error 1: No stage of the file is named "release". -> Name the stage with AS: FROM x AS release",
			  ],
			  "unterminated-heredoc": [
			    "error 2-3: The heredoc <<EOF has no closing line. -> Add a line that holds EOF and nothing else.",
			    "error 2-4: The heredoc <<EOF has no closing line. -> Remove the blanks around EOF on line 4: the closing line must hold it alone.",
			  ],
			  "wrong-arguments": [
			    "error 1: FROM takes an image alone, or an image, AS and a name. -> Write FROM x, or FROM x AS build.",
			    "error 1: FROM has a comment behind it, which Docker reads as arguments. -> Move the comment to a line of its own above the FROM.",
			    "error 2: SHELL needs a JSON array. -> Write it as SHELL ["/bin/bash", "-c"].",
			    "error 2: HEALTHCHECK starts with CMD or NONE, not with "curl". -> Write HEALTHCHECK CMD and the command, or HEALTHCHECK NONE.",
			    "error 2: HEALTHCHECK CMD has no command. -> Write HEALTHCHECK CMD and the command, or HEALTHCHECK NONE.",
			    "error 2: HEALTHCHECK NONE takes nothing after it. -> Write HEALTHCHECK CMD and the command, or HEALTHCHECK NONE.",
			    "error 2: VOLUME has an empty path. -> Write each path in full: VOLUME /data",
			  ],
			}
		`);
	});

	it('an error stays one unless its stage is not built', () => {
		const text = 'FROM scratch AS unused\nUSER ${\nFROM scratch\nCOPY a b\n';
		expect(parseDockerfile(text).problems).toMatchObject([{ code: 'bad-substitution', severity: 'warning', line: 2 }]);
		expect(parseDockerfile(text, { target: 'unused' }).problems).toMatchObject([{ severity: 'error' }]);
	});

	it('cuts long values and lets no control character through', () => {
		const [found] = parseDockerfile(`FROM x\n\u001b[31m${'x'.repeat(1000)} y`).problems;
		expect(found?.message.length).toBeLessThanOrEqual(300);
		expect(found?.message).not.toMatch(/\p{Cc}/u);
	});

	it('stands in the order of the lines', () => {
		const { problems } = parseDockerfile('FROM x\nCOPPY a\nCOPY a\nCMD ["a"]\nCMD ["b"]\nWORKDIR app\n');
		expect(problems.map((problem) => problem.line)).toEqual([2, 3, 4, 6]);
	});
});
