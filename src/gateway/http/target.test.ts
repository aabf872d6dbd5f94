import { describe, expect, it } from 'vitest';
import { apiVersion, parseTarget } from './target.ts';

describe('parseTarget', () => {
	it('parts version, path and query', () => {
		expect(parseTarget('/v1.45/images/localhost:5000/me/app:v1/json?names=a&names=b&all=1')).toEqual({
			version: '1.45',
			path: '/images/localhost:5000/me/app:v1/json',
			query: { names: ['a', 'b'], all: '1' },
		});
		expect(parseTarget('/_ping')).toEqual({ path: '/_ping', query: {} });
	});

	it('decodes the query and never the path', () => {
		expect(parseTarget('/x?path=%2Fa%20b').query).toEqual({ path: '/a b' });
		expect(() => parseTarget('/a%2Fb')).toThrow('none of the Docker API');
	});

	it('keeps a parameter of any name as a plain one', () => {
		const { query } = parseTarget('/x?__proto__=1&constructor=2');
		expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
		expect(Object.entries(query)).toEqual([
			['__proto__', '1'],
			['constructor', '2'],
		]);
	});

	it.each(['', 'x', '*', 'http://a/b', '/', '//a', '/a/', '/a/../b', '/./a', '/a\\b', '/a b', '/ä'])(
		'refuses "%s"',
		(target) => {
			expect(() => parseTarget(target)).toThrow('none of the Docker API');
		},
	);
});

describe('apiVersion', () => {
	it('is the asked one, or the newest', () => {
		expect(apiVersion('1.44', '1.45')).toBe('1.44');
		expect(apiVersion(undefined, '1.45')).toBe('1.45');
	});

	it('says in the engine’s words that a version is too new or too old', () => {
		expect(() => apiVersion('1.46', '1.45')).toThrow(
			'client version 1.46 is too new. Maximum supported API version is 1.45',
		);
		expect(() => apiVersion('1.40', '1.45')).toThrow('client version 1.40 is too old');
	});
});
