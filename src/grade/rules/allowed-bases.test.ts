import { describe, expect, it } from 'vitest';
import { judge, makeEvidence, told } from '../evidence-fixture.ts';

describe('allowed-bases', () => {
	it('passes a good submission', () => {
		expect(judge('allowed-bases', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('names an image that is not on the list', () => {
		expect(
			told(
				judge(
					'allowed-bases',
					makeEvidence({ text: 'FROM golang:1.27 AS build\nFROM alpine:3.22\n COPY --from=build /x /x' }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: Line 2 uses alpine:3.22.
			> Take one of these, or scratch: debian:trixie, debian:trixie-slim, golang:1.27 and gcr.io/distroless/static-debian13:nonroot.
			@ Dockerfile:2"
		`);
	});

	it('tells what no tag means', () => {
		expect(told(judge('allowed-bases', makeEvidence({ text: 'FROM golang\n' })))).toMatchInlineSnapshot(`
			"fail: Line 1 uses golang, which without a tag means latest.
			> Write golang:1.27 there.
			@ Dockerfile:1"
		`);
	});

	it('looks at images that are copied from', () => {
		expect(
			told(
				judge('allowed-bases', makeEvidence({ text: 'FROM golang:1.27\nCOPY --from=nginx:1.29 /etc/nginx /etc\n' })),
			),
		).toMatchInlineSnapshot(`
			"fail: Line 2 uses nginx:1.29.
			> Take one of these, or scratch: debian:trixie, debian:trixie-slim, golang:1.27 and gcr.io/distroless/static-debian13:nonroot.
			@ Dockerfile:2"
		`);
	});

	it('tells about a FROM without a name', () => {
		expect(told(judge('allowed-bases', makeEvidence({ text: 'ARG BASE\nFROM $BASE\n' })))).toMatchInlineSnapshot(`
			"fail: Line 2 names no image: "$BASE".
			> Write FROM with the name of an image, or of an earlier stage.
			@ Dockerfile:2"
		`);
	});

	it('wants a version where the list is a pattern', () => {
		expect(
			told(judge('allowed-bases', makeEvidence({ text: 'FROM golang:latest\n' }), { allowed: ['golang:*'] })),
		).toMatchInlineSnapshot(`
			"fail: Line 1 uses golang:latest, which is another image next month.
			> Write the version that you tested with in place of latest.
			@ Dockerfile:1"
		`);
	});

	it.each([
		['golang:1.26-alpine', ['golang:*']],
		['docker.io/library/golang:1.27', ['golang:1.27']],
		['busybox', ['busybox']],
		['gcr.io/distroless/static-debian13', ['gcr.io/distroless/static-debian13:latest']],
		['scratch', ['golang:1.27']],
	])('takes %s where %j is allowed', (base, allowed) => {
		expect(judge('allowed-bases', makeEvidence({ text: `FROM ${base}\n` }), { allowed }).status).toBe('pass');
	});

	it('has nothing to read without a Dockerfile', () => {
		const { dockerfile: _none, ...evidence } = makeEvidence({
			problems: [{ code: 'no-dockerfile', message: 'There is no Dockerfile.', hint: 'Add one.' }],
		});
		expect(judge('allowed-bases', evidence)).toMatchObject({ status: 'fail', hint: 'Add one.' });
	});
});
