/** The words of the search, in every language: it is loaded by those who search alone, and they are few. */
import { search as de } from './de/search.ts';
import { search as en, type SearchText } from './en/search.ts';
import type { Locale } from './locales.ts';

export const searchText: Readonly<Record<Locale, SearchText>> = { en, de };
