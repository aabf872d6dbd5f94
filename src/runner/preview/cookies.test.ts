import { describe, expect, it } from 'vitest';
import { browserCookie, programCookies } from './cookies.ts';

describe('programCookies', () => {
	it.each([
		['theme=dark; stagecraft-4321=secret; id=7', 'theme=dark; id=7'],
		['stagecraft-4321=secret', undefined],
		['stagecraft-preview-6000=key;Stagecraft-1=x', undefined],
		[' stagecraft-4321 =secret; a=b=c', 'a=b=c'],
		['alone; a=', 'alone; a='],
		['stagecraft-alone; =stagecraft-4321', undefined],
		['', undefined],
	])('gives the program of %j what is its own', (field, kept) => {
		expect(programCookies(field)).toBe(kept);
	});
});

describe('browserCookie', () => {
	it.each([
		['id=7; Path=/; HttpOnly', 'id=7; Path=/; HttpOnly'],
		['id=7; Domain=localhost; Path=/', 'id=7; Path=/'],
		['id=7;domain=.0.0.1;Max-Age=1', 'id=7;Max-Age=1'],
		['domain=7', 'domain=7'],
		['stagecraft-4321=guess; Path=/api', undefined],
		['  STAGECRAFT-preview-6000 = x', undefined],
		['=stagecraft-4321=guess', undefined],
		['stagecraft-4321', undefined],
	])('gives the browser of %j what a program may set', (field, kept) => {
		expect(browserCookie(field)).toBe(kept);
	});
});
