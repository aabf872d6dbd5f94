import { describe, expect, it } from 'vitest';
import { normaliseReference } from './reference.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('normaliseReference', () => {
	it.each([
		['golang', 'docker.io/library/golang:latest', 'golang:latest'],
		['golang:1.27', 'docker.io/library/golang:1.27', 'golang:1.27'],
		['library/golang:1.27', 'docker.io/library/golang:1.27', 'golang:1.27'],
		['docker.io/golang:1.27', 'docker.io/library/golang:1.27', 'golang:1.27'],
		['index.docker.io/library/golang:1.27', 'docker.io/library/golang:1.27', 'golang:1.27'],
		['me/app', 'docker.io/me/app:latest', 'me/app:latest'],
		['gcr.io/distroless/static-debian13:nonroot', 'gcr.io/distroless/static-debian13:nonroot', undefined],
		['localhost/x', 'localhost/x:latest', undefined],
		['localhost:5000/x:y', 'localhost:5000/x:y', undefined],
		['Registry/x', 'Registry/x:latest', undefined],
		['[::1]:5000/x', '[::1]:5000/x:latest', undefined],
		['10.0.0.1:80/a/b/c:1', '10.0.0.1:80/a/b/c:1', undefined],
		['a__b/c--d/e.f', 'docker.io/a__b/c--d/e.f:latest', 'a__b/c--d/e.f:latest'],
		[`golang@${digest}`, `docker.io/library/golang@${digest}`, `golang@${digest}`],
		[`golang:1.27@${digest}`, `docker.io/library/golang:1.27@${digest}`, `golang:1.27@${digest}`],
	])('reads %s', (text, full, familiar) => {
		const read = normaliseReference(text);
		expect(read).toMatchObject({ ok: true, reference: { text: full, familiar: familiar ?? full } });
	});

	it('tells a written tag from the default one, and gives no tag to a digest', () => {
		expect(normaliseReference('golang')).toMatchObject({ reference: { tag: 'latest', tagIsDefault: true } });
		expect(normaliseReference('golang:latest')).toMatchObject({ reference: { tag: 'latest', tagIsDefault: false } });
		const pinned = normaliseReference(`golang@${digest}`);
		expect(pinned.ok && 'tag' in pinned.reference).toBe(false);
	});

	it('names the bad part', () => {
		const problems = [
			'',
			'a'.repeat(64),
			'Golang:1.27',
			'golang:',
			'golang:-x',
			`golang:${'x'.repeat(129)}`,
			'golang@sha256:abc',
			`golang@md5:${'0'.repeat(64)}`,
			'a//b',
			'a_-b',
			'-a',
			'gcr.io/',
			'gcr..io/x',
			'host:port/x',
			'$IMAGE',
			'a b',
			'golang\n',
		].map((text) => normaliseReference(text));
		expect(problems.map((read) => (read.ok ? `read as ${read.reference.text}` : read.problem))).toMatchInlineSnapshot(`
			[
			  "The image reference is empty.",
			  ""aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is an image id, not a name.",
			  "The image name "Golang" must be in lower case.",
			  "The tag after the colon is empty.",
			  ""-x" is not a tag.",
			  ""xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" is not a tag.",
			  ""sha256:abc" is not a digest.",
			  ""md5:0000000000000000000000000000000000000000000000000000000000000000" is not a digest.",
			  ""a//b" is not an image name.",
			  ""a_-b" is not an image name.",
			  ""-a" is not an image name.",
			  ""gcr.io/" has no image name.",
			  ""gcr..io" is not a registry host.",
			  ""host:port" is not a registry host.",
			  "The image name "$IMAGE" must be in lower case.",
			  ""a b" is not an image name.",
			  ""golang
			" is not an image name.",
			]
		`);
	});

	it('takes a repository of 255 characters and no longer one', () => {
		expect(normaliseReference(`gcr.io/${'a'.repeat(255)}`).ok).toBe(true);
		expect(normaliseReference(`gcr.io/${'a'.repeat(256)}`).ok).toBe(false);
	});
});
