// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the Dockerfile.
import { describe, expect, it } from 'vitest';
import type { DockerfileAnalysis } from './analysis.ts';
import { engineHazard } from './engine-hazard.ts';
import { instructionOfLayer } from './history.ts';
import { parseDockerfile } from './parse.ts';

const rounds = 1000;

/** Far more than is needed; for machines that do much else at the time. */
const timeout = 120_000;

const files = [
	`ARG GO=1.27
FROM golang:\${GO} AS build
ARG TARGETOS TARGETARCH=x
WORKDIR /src
COPY go.mod go.sum* ./
RUN --mount=type=cache,target=/root/.cache --mount=type=bind,source=.,target=/x go build \\
  # a comment
  -o /out/app .
FROM scratch AS final
COPY --from=build --chown=65532:65532 /out/app /app
USER 65532:65532
EXPOSE 8080/tcp 9000-9002
ENTRYPOINT ["/app"]
CMD ["--help"]
`,
	`# syntax=docker/dockerfile:1
# escape=\`
FROM python:3.13 as Builder
RUN pip install --user -r req.txt \`
  && true
FROM python:3.13-slim
COPY --from=builder /root/.local /root/.local
ENV PATH=/root/.local/bin:$PATH PORT=\${PORT:-5000} V=\${GO%.*}
EXPOSE $PORT
CMD gunicorn -b 0.0.0.0:$PORT app:app
HEALTHCHECK --interval=5s CMD curl -f http://localhost/
`,
	`FROM node:24 AS deps
COPY package*.json ./
FROM deps AS build
ONBUILD COPY --from=deps a b
FROM build
COPY --from=0 ["/a dir", "./dist/"]
COPY <<EOF <<'END' /etc/
x=$y
EOF
y
END
LABEL a=b "c d"='e f'
SHELL ["/bin/bash","-c"]
VOLUME /data
STOPSIGNAL SIGTERM
ADD https://example.org/x.tgz /x
`,
];

const pieces = [
	...'FROM|AS|build|--from=build|--from=9|--mount=type=cache,target=/x|--mount=from=build,target=/y|--link|$A|${A:-x}'.split(
		'|',
	),
	...'${B:+y}|${C#a*}|${D/a/b}|${|}|"|\'|\\|`|\n|\r|#|# escape=`|<<EOF|<<-"E"|EOF|[|"a",|]|,|=|A=$A$A|ARG A|RUN|--'.split(
		'|',
	),
	...['\\\n', '\0', '\ufeff', '\ud800', 'é', '\u00a0', '\u2028', 'a'.repeat(5000), '${'.repeat(200), '\n'.repeat(50)],
];

/** Numerical Recipes' generator: the same files in each run, so that a failure can be repeated by its round. */
function randomNumbers(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

function pick<T>(from: readonly T[], random: (below: number) => number): T {
	const found = from[random(from.length)];
	if (found === undefined) throw new Error('nothing to pick from');
	return found;
}

function mutate(text: string, random: (below: number) => number): string {
	const lines = text.split('\n');
	for (let count = random(6); count > 0; count--) {
		const i = random(lines.length);
		const line = lines[i] ?? '';
		const at = random(line.length + 1);
		switch (random(6)) {
			case 0:
				lines.splice(i, 1);
				break;
			case 1:
				lines.splice(i, 0, pick(lines.length > 0 ? lines : [''], random));
				break;
			case 2:
				lines[i] = pick(lines.length > 0 ? lines : [''], random);
				break;
			case 3:
				lines[i] = line.slice(0, at) + pick(pieces, random) + line.slice(at);
				break;
			case 4:
				lines[i] = line.slice(0, at) + String.fromCharCode(random(0x10000)) + line.slice(at + 1);
				break;
			default:
				lines[i] = line.slice(0, at);
		}
	}
	return lines.join('\n');
}

/** Everything in the analysis that has a line. */
function spans(analysis: DockerfileAnalysis): readonly { readonly line: number; readonly endLine?: number }[] {
	const stages = analysis.stages.flatMap((stage) => [
		stage,
		...stage.instructions,
		...stage.instructions.flatMap((instruction) => instruction.heredocs),
		...stage.copies,
		...stage.mounts,
		...stage.args,
	]);
	return [...analysis.problems, ...stages, ...analysis.edges, ...analysis.externalImages, ...analysis.globalArgs];
}

/** Gives the analysis when all that is promised of it holds. One assertion: there are very many spans. */
function check(text: string): DockerfileAnalysis {
	const analysis = parseDockerfile(text);
	const lineCount = Math.max(1, text.split('\n').length);
	const outside = spans(analysis).filter(
		({ line, endLine = line }) => line < 1 || endLine < line || endLine > lineCount,
	);
	const wordless = analysis.problems.filter(({ message, hint }) => message === '' || hint === '');
	const loose = analysis.edges.filter(({ from, to }) => !analysis.stages[from] || !analysis.stages[to]);
	const lost = analysis.target !== undefined && !analysis.reachable.includes(analysis.target);
	const history = instructionOfLayer(analysis, [{ createdBy: 'RUN /bin/sh -c a', emptyLayer: false }]);
	// A file without a stage can never be built, so it must never be handed to an engine.
	const unguarded = analysis.stages.length === 0 && engineHazard(analysis) === undefined;
	expect({ outside, wordless, loose, lost, entries: history.length, unguarded }).toEqual({
		outside: [],
		wordless: [],
		loose: [],
		lost: false,
		entries: 1,
		unguarded: false,
	});
	return analysis;
}

describe('parseDockerfile on broken files', { timeout }, () => {
	it(`holds its promises in ${rounds} rounds`, () => {
		const random = randomNumbers(20261121);
		let withErrors = 0;
		for (let round = 0; round < rounds; round++) {
			const text = mutate(pick(files, random), random);
			const { problems } = check(text);
			if (problems.some((problem) => problem.severity === 'error')) withErrors++;
		}
		// The mutations have to bite, but not kill every file.
		expect(withErrors).toBeGreaterThan(rounds / 4);
		expect(withErrors).toBeLessThan(rounds);
	});

	it('reads the files themselves without an error', () => {
		for (const text of files)
			expect(check(text).problems.filter((problem) => problem.severity === 'error')).toEqual([]);
	});

	it('is plain data', () => {
		for (const text of files) {
			const analysis = parseDockerfile(text);
			expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
		}
	});

	it.each([
		['a stage name that a regular expression could choke on', `FROM x AS ${'a'.repeat(50_000)}!`],
		['deep variables', `FROM x\nUSER ${'${A:-'.repeat(12_000)}`],
		['doubled variables', `FROM scratch\nENV A=xxxx\n${'ENV A=$A$A\n'.repeat(5000)}`],
		['a long value in many places', `FROM scratch\nENV A=${'x'.repeat(30_000)}\n${'COPY $A $A\n'.repeat(10_000)}`],
		[
			'patterns of many stars',
			`FROM scratch\nENV A=${'a'.repeat(3000)}\n${`COPY \${A##${'*a'.repeat(30)}b} x\n`.repeat(2000)}`,
		],
		['ports by the thousand', `FROM x\n${'EXPOSE 0-65535\n'.repeat(10_000)}`],
		['triggers by the thousand', `FROM x AS a\n${'ONBUILD COPY a b\n'.repeat(8000)}${'FROM a\n'.repeat(240)}`],
		['nested ONBUILD', `FROM x\n${'ONBUILD '.repeat(8000)}RUN x`],
		['heredocs by the thousand', `FROM x\nRUN ${'<<A '.repeat(15_000)}\n${'A\n'.repeat(15_000)}`],
		[
			'stages that copy from all others',
			Array.from(
				{ length: 250 },
				(_, i) =>
					`FROM x AS s${i}\n${Array.from({ length: 30 }, (__, j) => `COPY --from=s${(i + j) % 250} a b`).join('\n')}`,
			).join('\n'),
		],
		['names that are nearly right', `FROM x AS build\n${'COPY --from=bulid a b\n'.repeat(10_000)}`],
		['blanks', `FROM x\n${`COPY ${' '.repeat(60_000)}#\n`.repeat(4)}`],
		['an open bracket', `FROM x\nCMD ${'['.repeat(60_000)}`],
		['NUL', '\0'.repeat(200_000)],
		['line breaks', '\r'.repeat(100_000) + '\n'.repeat(100_000)],
		['more than is read', 'FROM x\n'.repeat(1_000_000)],
	])('finishes on %s', (_, text) => {
		check(text);
	});
});
