import { describe, expect, it } from 'vitest';
import type { MultiStageFacts } from './analysis.ts';
import { parseDockerfile } from './parse.ts';

function facts(text: string, target?: string): MultiStageFacts {
	return parseDockerfile(text, target === undefined ? {} : { target }).multiStage;
}

describe('multiStageFacts', () => {
	it('sees files that cross into the final stage', () => {
		const text = 'FROM golang:1.27 AS build\nRUN go build\nFROM scratch\nCOPY --from=build /out/app \\\n /app\n';
		expect(facts(text)).toEqual({
			copiesFromStage: true,
			mountsFromStage: false,
			crossings: [
				{ kind: 'copy', line: 4, endLine: 5, fromStage: 0, toStage: 1, paths: ['/out/app'], destination: '/app' },
			],
			chain: [1],
		});
	});

	it('sees them in an in-file base of the final stage too', () => {
		const text = 'FROM a AS build\nFROM b AS run\nCOPY --from=0 /x /y\nFROM run AS final\nUSER 1\n';
		expect(facts(text)).toMatchObject({ copiesFromStage: true, chain: [2, 1], crossings: [{ toStage: 1 }] });
	});

	it.each<[string, string, Partial<MultiStageFacts>]>([
		['one stage', 'FROM a\nCOPY . .', { copiesFromStage: false, chain: [0] }],
		['a copy from an image', 'FROM a AS b\nFROM c\nCOPY --from=busybox /x /y', { decorative: 'copies-nothing' }],
		['a copy from the context', 'FROM a AS b\nFROM c\nCOPY x /y', { decorative: 'copies-nothing' }],
		[
			'a copy that stays in an unused stage',
			'FROM a AS b\nFROM c AS d\nCOPY --from=b x y\nFROM e',
			{
				copiesFromStage: false,
				decorative: 'copies-nothing',
			},
		],
		['the builder itself', 'FROM a AS b\nRUN x\nFROM b\nCMD ["y"]', { decorative: 'builds-on-builder', chain: [1, 0] }],
		[
			'the builder, and a copy from it',
			'FROM a AS b\nFROM b\nCOPY --from=b /x /y',
			{
				copiesFromStage: false,
				decorative: 'builds-on-builder',
			},
		],
		[
			'a mount',
			'FROM a AS b\nFROM c\nRUN --mount=from=b,target=/w pip install /w/*',
			{
				copiesFromStage: false,
				mountsFromStage: true,
			},
		],
		[
			'a cache mount that starts from a stage',
			'FROM a AS b\nFROM c\nRUN --mount=type=cache,from=b,target=/w x',
			{
				mountsFromStage: false,
				decorative: 'copies-nothing',
			},
		],
	])('%s', (_, text, expected) => {
		expect(facts(text)).toMatchObject(expected);
	});

	it('says nothing of the kind where there is no reason', () => {
		expect(facts('FROM a')).not.toHaveProperty('decorative');
		expect(facts('FROM a AS b\nFROM c\nRUN --mount=from=b,target=/w x')).not.toHaveProperty('decorative');
		expect(facts('FROM a AS b\nFROM c', 'nope')).toEqual({
			copiesFromStage: false,
			mountsFromStage: false,
			crossings: [],
			chain: [],
		});
	});

	it('looks at the target, not at the last stage', () => {
		const text = 'FROM a AS b\nFROM c AS d\nCOPY --from=b x y\nFROM e\n';
		expect(facts(text, 'd')).toMatchObject({ copiesFromStage: true, chain: [1] });
	});
});
