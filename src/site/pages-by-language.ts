/** Every page is made once for each language. */
import { type Locale, locales, sourceLocale } from './text/locales.ts';

/** What stands for a language in the address of a page; nothing for the source. */
export function localeParam(locale: Locale): string | undefined {
	return locale === sourceLocale ? undefined : locale;
}

export function localePages() {
	return locales.map((locale) => ({ params: { locale: localeParam(locale) } }));
}
