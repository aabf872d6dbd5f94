import { describe, expect, it } from 'vitest';
import { pathOf, splitReference, splitRegistry } from './reference.ts';

describe('splitReference', () => {
	it.each([
		['golang', 'golang', 'latest'],
		['golang:1.27', 'golang', '1.27'],
		['localhost:5000/a/b', 'localhost:5000/a/b', 'latest'],
		['localhost:5000/a/b:c', 'localhost:5000/a/b', 'c'],
		['a/b@sha256:00ff', 'a/b', 'sha256:00ff'],
	])('%s', (ref, repository, tag) => {
		expect(splitReference(ref)).toEqual({ repository, tag });
	});
});

describe('splitRegistry', () => {
	it.each([
		['golang:1.27', 'docker.io', 'library/golang:1.27'],
		['library/golang:1.27', 'docker.io', 'library/golang:1.27'],
		['docker.io/me/app', 'docker.io', 'me/app'],
		['gcr.io/distroless/static-debian13:latest', 'gcr.io', 'distroless/static-debian13:latest'],
		['localhost:5000/a/b:c', 'localhost:5000', 'a/b:c'],
		['localhost/a', 'localhost', 'a'],
	])('%s', (ref, registry, path) => {
		expect(splitRegistry(ref)).toEqual({ registry, path });
	});
});

describe('pathOf', () => {
	it.each(['golang:1.27', 'gcr.io/distroless/static-debian13:latest', 'sha256:00ff', 'a/b@sha256:00ff'])(
		'takes %s',
		(ref) => {
			expect(pathOf(ref)).toBe(ref);
		},
	);

	it.each(['', '../containers', 'a/../b', 'a//b', 'a/./b', 'a?x=1', 'a b', 'a%2fb', '/a', 'a\n'])(
		'refuses "%s"',
		(ref) => {
			expect(() => pathOf(ref)).toThrow(expect.objectContaining({ code: 'request-invalid' }));
		},
	);
});
