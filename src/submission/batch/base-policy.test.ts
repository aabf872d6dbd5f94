import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { allowedBesides, parseBasePolicy, substituteBases } from './base-policy.ts';

const policy = parseBasePolicy(['python:3.9=python:3.13', 'golang:*=golang:1.27'], []);

describe('substituteBases', () => {
	it.each([
		['FROM python:3.9\n', 'FROM python:3.13\n'],
		['from python:3.9 as x\n', 'from python:3.13 as x\n'],
		[
			'\uFEFF  FROM --platform=linux/amd64 python:3.9 AS x\r\n',
			'\uFEFF  FROM --platform=linux/amd64 python:3.13 AS x\r\n',
		],
		['ARG V=3.9\nFROM python:$V\n', 'ARG V=3.9\nFROM python:3.13\n'],
		['FROM docker.io/library/python:3.9\n', 'FROM python:3.13\n'],
		[
			'FROM \\\n  --platform=linux/amd64 \\\n  python:3.9 AS x\n',
			'FROM \\\n  --platform=linux/amd64 \\\n  python:3.13 AS x\n',
		],
		['FROM scratch\nCOPY --from=python:3.9 /a /b\n', 'FROM scratch\nCOPY --from=python:3.13 /a /b\n'],
		[
			'FROM busybox\nRUN --mount=type=bind,from=golang:1.20,target=/go go version\n',
			'FROM busybox\nRUN --mount=type=bind,from=golang:1.27,target=/go go version\n',
		],
		['FROM golang:1.20 AS python\nFROM python\n', 'FROM golang:1.27 AS python\nFROM python\n'],
		['FROM python:3.10\n', 'FROM python:3.10\n'],
		['# FROM python:3.9\nFROM scratch\n', '# FROM python:3.9\nFROM scratch\n'],
	])('%j becomes %j', (before, after) => {
		const { text, notes } = substituteBases(before, policy);
		expect(text).toBe(after);
		expect(notes).toHaveLength(before === after ? 0 : 1);
	});

	it('tells what it did and where', () => {
		const { notes } = substituteBases('# a\nFROM python:3.9\nFROM golang:1.21-alpine\n', policy);
		expect(notes).toMatchInlineSnapshot(`
			[
			  "Line 3: golang:1.27 was used in place of golang:1.21-alpine, as the teacher set (--map-base).",
			]
		`);
	});
});

describe('parseBasePolicy', () => {
	it.each(['python', 'python:3.9=', '=python', 'a=b=c', 'a=UPPER CASE'])('refuses --map-base %j', (text) => {
		expect(() => parseBasePolicy([text], [])).toThrow(`--map-base is "${text}"`);
	});

	it.each(['', 'a b', 'a=b'])('refuses --allow-base %j', (text) => {
		expect(() => parseBasePolicy([], [text])).toThrow(`--allow-base is "${text}"`);
	});
});

describe('allowedBesides', () => {
	it('names the images that fit a pattern and that the lab does not offer', () => {
		const analysis = parseDockerfile(
			'FROM golang:1.26-alpine AS a\nFROM golang:1.27\nCOPY --from=a /x /x\nCOPY --from=evil.example/x /y /y\n',
		);
		expect(allowedBesides(analysis, parseBasePolicy([], ['golang:*']), ['golang:1.27'])).toEqual([
			'golang:1.26-alpine',
		]);
		expect(allowedBesides(analysis, parseBasePolicy([], []), [])).toEqual([]);
	});
});
