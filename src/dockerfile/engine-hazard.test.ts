// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the Dockerfile.
import { describe, expect, it } from 'vitest';
import { engineHazard } from './engine-hazard.ts';
import { parseDockerfile } from './parse.ts';

function hazard(text: string): string | undefined {
	return engineHazard(parseDockerfile(text))?.code;
}

const tangled = [
	'FROM scratch AS s0',
	'FROM scratch AS s1',
	...Array.from({ length: 30 }, (_, i) => `FROM s${i + 1} AS s${i + 2}\nCOPY --from=s${i} /a /a`),
].join('\n');

// Each was seen to end BuildKit 0.13's process, or to keep it busy for more than a minute.
describe('engineHazard', () => {
	it.each([
		['no FROM', 'ARG A=1\n', 'missing-from'],
		['nothing', '', 'empty-file'],
		['binary', 'FROM x\0', 'not-text'],
		['an empty pattern in FROM', 'FROM ${A#}', 'empty-pattern'],
		['in a global default', 'ARG A=${B%}\nFROM scratch', 'empty-pattern'],
		['in an unused stage', 'FROM scratch AS a\nUSER ${A%}\nFROM scratch', 'empty-pattern'],
		['in the text of RUN', 'FROM scratch\nENV A=1\nRUN echo ${A#}', 'empty-pattern'],
		['behind an open quote', 'FROM scratch\nENV A=1\nRUN "echo ${A:#}', 'empty-pattern'],
		['by an empty variable', 'FROM scratch\nENV A=1 B=\nRUN echo ${A#$B}', 'empty-pattern'],
		['by a variable that is not set', 'FROM x\nUSER ${A#$B}', 'empty-pattern'],
		['in a heredoc', 'FROM scratch\nCOPY <<EOF /x\n${A#}\nEOF\n', 'empty-pattern'],
		['in the heredoc of RUN', 'FROM scratch\nENV A=1\nRUN <<EOF\n${A#}\nEOF\n', 'empty-pattern'],
		['in a checksum', 'FROM scratch\nADD --checksum=${A#} http://x /y', 'empty-pattern'],
		['in a mount', 'FROM scratch\nRUN --mount=type=cache,target=/x/${A%} y', 'empty-pattern'],
		[
			'variables that double',
			`FROM scratch\nENV A=${'x'.repeat(16)}\n${'ENV A=$A$A\n'.repeat(16)}`,
			'oversized-variables',
		],
		['many long texts', `FROM scratch\n${`ENV A=${'x'.repeat(30_000)}\n`.repeat(8)}`, 'oversized-variables'],
		['a circle over FROM', 'FROM a AS u\nFROM a AS x\nCOPY --from=y /a /b\nFROM x AS y\n', 'circular-stage'],
		['a stage further down', 'FROM a AS x\nCOPY --from=y a b\nFROM c AS y\nFROM x', 'later-stage'],
		['very many ways through the stages', tangled, 'tangled-stages'],
		['too many stages', 'FROM x\n'.repeat(300), 'too-large'],
		['a hazard behind hundreds of errors', `FROM x\n${'COPY a\n'.repeat(300)}USER \${A#}\n`, 'missing-arguments'],
	])('%s', (_, text, code) => {
		expect(hazard(text)).toBe(code);
	});

	it.each([
		['FROM golang:1.27 AS build\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\n'],
		['FROM x\nUSER ${A##}${A#a}${A%%b}\nRUN echo ${A##*/} ${#A} ${A%.go}\n'],
		['FROM x\nCOPPY a b\n'],
		['FROM scratch AS a\nCOPY --from=b x y\nFROM scratch AS b\n'],
		[`FROM x\nRUN ${'true && '.repeat(1000)}true\n`],
	])('%j may be built', (text) => {
		expect(hazard(text)).toBeUndefined();
	});
});
