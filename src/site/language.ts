/** The words of a page, by its address: those of its frame, and those in the text of a lesson. */
import { lessonLocales } from './lessons.ts';
import { type Locale, localeOf, localePath, locales, sourceLocale, sourcePath } from './text/locales.ts';
import { frameText, lessonText } from './text/page-text.ts';

const lessonAddress = /^\/lessons\/(.+?)\/?$/;

/** The language that the main text of a page is in: a lesson that nobody translated is in the source language. */
async function textLocale(pathname: string): Promise<Locale> {
	const locale = localeOf(pathname);
	const slug = lessonAddress.exec(sourcePath(pathname))?.[1];
	if (slug === undefined) return locale;
	return (await lessonLocales(slug)).includes(locale) ? locale : sourceLocale;
}

/** What is sent for an address that is not there has no address of its own. */
const notFoundPage = '/404/';

/** The address of a page in the source language; of the home page for one that has none. */
export function sourceAddress({ pathname }: URL): string {
	const page = sourcePath(pathname);
	return page === notFoundPage ? '/' : page;
}

/** What stands around the text: header, menus, notes. `path` gives the address of a page in the same language. */
export function frameLanguage({ pathname }: URL) {
	const locale = localeOf(pathname);
	return { locale, text: frameText[locale], path: (page: string) => localePath(page, locale) };
}

/** What components say inside the text of a lesson. Links stay in the language of the page. */
export async function lessonLanguage(url: URL) {
	const locale = await textLocale(url.pathname);
	return { locale, text: lessonText[locale], path: frameLanguage(url).path };
}

/** The languages that the main text of a page is there in; none for what has no address of its own. */
export async function pageLocales({ pathname }: URL): Promise<readonly Locale[]> {
	const page = sourcePath(pathname);
	if (page === notFoundPage) return [];
	const slug = lessonAddress.exec(page)?.[1];
	return slug === undefined ? locales : lessonLocales(slug);
}
