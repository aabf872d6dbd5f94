import { describe, expect, it } from 'vitest';
import type { FoundSecret } from '#image/analysis.ts';
import { judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

function evidence(secret: FoundSecret) {
	const image = makeImage('app-after', {
		layers: [
			{ instruction: 'ADD rootfs.tar /', bytes: 78_000_000, base: true },
			{ instruction: 'COPY . /app', bytes: 2_000_000 },
			{ instruction: 'RUN rm -r /app/keys', bytes: 0 },
		],
		secrets: [secret],
	});
	const text = 'FROM debian:trixie-slim\nCOPY . /app\nRUN rm -r /app/keys\n';
	return makeEvidence({ text, images: { after: image } });
}

describe('no-secrets', () => {
	it('passes a good submission', () => {
		expect(judge('no-secrets', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('names a secret and the line that copies it', () => {
		expect(
			told(judge('no-secrets', evidence({ rule: 'env-file', path: 'app/.env', layer: 1, evidence: 'path' }))),
		).toMatchInlineSnapshot(`
			"fail: There is /app/.env (an environment file).
			> Line 2 (COPY . /app) copies it. Leave it out. If a step needs it, mount it: RUN --mount=type=secret,id=NAME. Keep it out of the context with .dockerignore.
			@ Dockerfile:2"
		`);
	});

	it('tells that removing it does not help', () => {
		expect(
			told(
				judge(
					'no-secrets',
					evidence({ rule: 'private-key', path: 'app/key.pem', layer: 1, evidence: 'content', hiddenBy: 2 }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: There is /app/key.pem (a private key), removed later but still in its layer.
			> Line 2 (COPY . /app) copies it, and line 3 (RUN rm -r /app/keys) only hides it: whoever has the image can read the layer below. Never copy it. If a step needs it, mount it: RUN --mount=type=secret,id=NAME. Keep it out of the context with .dockerignore.
			@ Dockerfile:2"
		`);
	});

	it.each([
		'usr/share/go-1.24/src/crypto/tls/testdata/example-key.pem',
		'usr/local/go/src/crypto/x509/platform_root_key.pem',
		'app/node_modules/agent/test/key.pem',
		'src/testdata/key.pem',
	])('does not mind what a package publishes: %s', (path) => {
		const secret = { rule: 'private-key', path, layer: 1, evidence: 'content' } as const;
		expect(judge('no-secrets', evidence(secret)).status).toBe('pass');
	});

	it('does not mind what the base brings', () => {
		const outcome = judge(
			'no-secrets',
			evidence({ rule: 'private-key', path: 'etc/key', layer: 0, evidence: 'content' }),
		);
		expect(outcome.status).toBe('pass');
	});

	it('sees a value in ENV', () => {
		expect(
			told(judge('no-secrets', makeEvidence({ text: 'FROM scratch\nENV API_TOKEN=abc\nCOPY calculator /\n' }))),
		).toMatchInlineSnapshot(`
			"fail: ENV API_TOKEN has a value in the Dockerfile, and docker history shows it.
			> Give it when the container starts (docker run --env-file), or to one build step by RUN --mount=type=secret.
			@ Dockerfile:2"
		`);
	});

	it('does not mind a value that stays in the build stage', () => {
		const text = 'FROM golang:1.27 AS build\nENV API_TOKEN=abc\nFROM scratch\nCOPY --from=build /x /x\n';
		expect(judge('no-secrets', makeEvidence({ text })).status).toBe('pass');
	});
});
