import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { allowedSources, findRefusal, policyNotes } from './policy.ts';

const bases = ['debian:trixie', 'golang:1.27', 'busybox', 'gcr.io/distroless/static-debian13:nonroot'];

function refusal(dockerfile: string): string | undefined {
	const found = findRefusal(parseDockerfile(dockerfile), bases);
	return found === undefined ? undefined : `${found.line}: ${found.error} ${found.hint}`;
}

describe('findRefusal', () => {
	it.each([
		'FROM golang:1.27 AS build\nFROM scratch\nCOPY --from=build /a /a\n',
		'FROM docker.io/library/golang:1.27\n',
		'FROM busybox:latest\n',
		'ARG TAG=1.27\nFROM golang:$TAG\n',
		// A stage that the target does not need is not built.
		'FROM ubuntu AS unused\nFROM busybox\n',
	])('lets %j build', (dockerfile) => {
		expect(refusal(dockerfile)).toBeUndefined();
	});

	it.each(['ARG TAG=1.27\n', `FROM busybox\nARG A\nRUN echo $\{A#}\n`])(
		'keeps %j, which ends engines, from them',
		(dockerfile) => {
			expect(refusal(dockerfile)).toMatch(/^\d+: \S.* \S/);
		},
	);

	it('names another version of a base', () => {
		expect(refusal('FROM golang:1.22\n')).toMatchInlineSnapshot(
			`"1: Line 1 starts from the image golang:1.22, which this lab does not offer. Did you mean golang:1.27? The images of this lab are debian:trixie, golang:1.27, busybox, gcr.io/distroless/static-debian13:nonroot."`,
		);
	});

	it('names a slip', () => {
		expect(refusal('FROM golnag:1.27\n')).toContain('Did you mean golang:1.27?');
	});

	it('lists the bases for an unknown image', () => {
		expect(refusal('FROM alpine\n')).toContain('Use one of the images of this lab: debian:trixie, golang:1.27,');
	});

	it.each([
		['FROM busybox\nCOPY --from=nginx:latest /etc/nginx /x\n', 'Line 2 copies from the image nginx:latest'],
		['FROM busybox\nRUN --mount=from=nginx,target=/x true\n', 'Line 2 mounts the image nginx'],
		['FROM busybox\nADD http://127.0.0.1:1/x /x\n', 'Line 2 adds http://127.0.0.1:1/x, a file from the network'],
		['FROM busybox\nADD https://github.com/a/b.git /x\n', 'Line 2 adds https://github.com/a/b.git, a Git repository'],
		['FROM image-with-multistage\n', 'Line 1 starts from the image image-with-multistage'],
	])('refuses %j', (dockerfile, expected) => {
		expect(refusal(dockerfile)).toContain(expected);
	});

	it.each([
		['frontend', 'The stages are called front, back. Write --from=front.'],
		['bakc', 'Write --from=back.'],
		['nginx', 'Name one of them.'],
	])('takes --from=%s for a stage', (name, hint) => {
		expect(refusal(`FROM busybox AS front\nFROM busybox AS back\nCOPY --from=${name} /a /a\n`)).toContain(hint);
	});

	it('does not take long over a hostile name', () => {
		expect(refusal(`FROM ${'a/'.repeat(20_000)}b\n`)).toBeUndefined();
		expect(refusal(`FROM a${'b'.repeat(240)}:1\n`)).toContain('does not offer');
	});
});

describe('policyNotes', () => {
	it('tells that a syntax line is ignored', () => {
		expect(policyNotes(parseDockerfile('# syntax=docker/dockerfile:1\nFROM busybox\n'))[0]).toContain(
			'Line 1 of the Dockerfile (# syntax=docker/dockerfile:1) was ignored',
		);
		expect(policyNotes(parseDockerfile('FROM busybox\n'))).toEqual([]);
	});
});

describe('allowedSources', () => {
	it('normalises', () => {
		expect(allowedSources(['busybox', 'gcr.io/x/y:1'])).toEqual(['docker.io/library/busybox:latest', 'gcr.io/x/y:1']);
	});
});
