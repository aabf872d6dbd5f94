import { describe, expect, it } from 'vitest';
import type { Base } from './catalogue.ts';
import { certificateVariables, rootCertificates } from './certificates.ts';
import { withCertificates, withVariables } from './dockerfile-text.ts';

const base: Base = {
	reference: 'node:24',
	published: true,
	recipe: { kind: 'debian-root', suite: 'trixie', slim: false, folders: ['debian'] },
	certificateVariables: ['NODE_EXTRA_CA_CERTS'],
};

describe('rootCertificates', () => {
	it('gives each certificate its file, and a bundle of them', () => {
		const files = rootCertificates(['-----A-----\n', '-----B-----']);
		expect(files.map(({ path, content }) => [path, Buffer.from(content).toString()])).toEqual([
			['usr/local/share/ca-certificates/host-1.crt', '-----A-----\n'],
			['usr/local/share/ca-certificates/host-2.crt', '-----B-----\n'],
			['etc/ssl/certs/ca-certificates.crt', '-----A-----\n-----B-----\n'],
		]);
	});

	it('adds nothing where the host has none', () => {
		expect(rootCertificates([])).toEqual([]);
	});
});

describe('certificateVariables', () => {
	it('points programs with a list of their own to the bundle, only when there are certificates', () => {
		expect(certificateVariables(base, ['A'])).toEqual({ NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt' });
		expect(certificateVariables(base, [])).toEqual({});
	});
});

describe('Dockerfiles of our own', () => {
	it('add variables to an image, and take it as it is without any', () => {
		expect(withVariables('go', { GOLANG_VERSION: '1.27.3' })).toBe(
			'FROM go AS stagecraft-base\nENV GOLANG_VERSION="1.27.3"\n',
		);
		expect(withVariables('busybox:latest', {})).toBe('FROM busybox:latest AS stagecraft-base\n');
	});

	it('merge certificates in a stage with a shell', () => {
		expect(withCertificates('golang:1.27', 'busybox:latest', { PIP_CERT: '/x' })).toMatchInlineSnapshot(`
			"FROM golang:1.27 AS original
			FROM busybox:latest AS merged
			COPY certificates/ /made/usr/local/share/ca-certificates/
			COPY --from=original /etc/ss[l]/certs/ca-certificates.crt /original/
			RUN mkdir -p /made/etc/ssl/certs && for file in /original/*.crt /made/usr/local/share/ca-certificates/*.crt; do if [ -e "$file" ]; then cat "$file"; fi; done > /made/etc/ssl/certs/ca-certificates.crt
			FROM original AS stagecraft-base
			COPY --from=merged /made/ /
			ENV PIP_CERT="/x"
			"
		`);
	});
});
