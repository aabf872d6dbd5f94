import { expect, it } from 'vitest';
import { localeOf, localeOfLang, localePath, sourcePath } from './locales.ts';

it.each([
	['/', 'en', '/'],
	['/numbers/', 'en', '/numbers/'],
	['/de/', 'de', '/'],
	['/de/lessons/go/calculator/', 'de', '/lessons/go/calculator/'],
	// A word that begins like a language is none.
	['/design/', 'en', '/design/'],
	['/en/', 'en', '/en/'],
] as const)('%s is in %s and has the source %s', (path, locale, source) => {
	expect([localeOf(path), sourcePath(path)]).toEqual([locale, source]);
});

it('leads to the page in another language and back', () => {
	expect(localePath('/lessons/go/calculator/', 'de')).toBe('/de/lessons/go/calculator/');
	expect(localePath('/', 'de')).toBe('/de/');
	expect(localePath('/numbers/', 'en')).toBe('/numbers/');
});

it('takes the source for a language that it does not have', () => {
	expect([localeOfLang('de'), localeOfLang('fr'), localeOfLang('')]).toEqual(['de', 'en', 'en']);
});
