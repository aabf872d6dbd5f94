/** The languages of the course. English is the source: what is missing in another one is shown in English. */

export const sourceLocale = 'en';

/** As in the `lang` attribute and in addresses: `/` is the source, `/de/` is German. */
export const locales = [sourceLocale, 'de'] as const;
export type Locale = (typeof locales)[number];

/** What speakers of a language call it. */
export const languageNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' };

function isLocale(text: string | undefined): text is Locale {
	return locales.some((locale) => locale === text);
}

/** The language of a page by its address. */
export function localeOf(pathname: string): Locale {
	const first = pathname.split('/')[1];
	return isLocale(first) ? first : sourceLocale;
}

/** The language that a `lang` attribute names; the source for any other. */
export function localeOfLang(lang: string): Locale {
	return isLocale(lang) ? lang : sourceLocale;
}

/** The address of a page in a language: `/numbers/` in German is `/de/numbers/`. `path`: as in the source language. */
export function localePath(path: string, locale: Locale): string {
	return locale === sourceLocale ? path : `/${locale}${path}`;
}

/** The address that the page has in the source language. */
export function sourcePath(pathname: string): string {
	const locale = localeOf(pathname);
	return locale === sourceLocale ? pathname : pathname.slice(locale.length + 1);
}

/** What the runner and the grader say is in English on every page. */
export const runnerLang: Locale = 'en';
