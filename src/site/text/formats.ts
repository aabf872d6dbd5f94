/** Numbers, sizes, times and dates as a language writes them. */
import { durationText, factorText, sizeText } from '#protocol/size-text.ts';
import type { Locale } from './locales.ts';

export interface Formats {
	/** `1.10 GB`. */
	bytes(bytes: number): string;
	/** `1,102,813,148 bytes`. */
	exactBytes(bytes: number): string;
	/** How many times: `674`, `9.27`. */
	factor(factor: number): string;
	/** `0.4 s`, `2 min 5 s`. */
	duration(milliseconds: number): string;
	/** `1,102`. */
	count(value: number): string;
	/** With one digit behind the point: `99.8`. */
	tenths(value: number): string;
	/** `21 November 2026`, in UTC. */
	date(time: number | string): string;
	/** `14:05`, where the reader is. */
	timeOfDay(time: number | string): string;
}

/** English as it is written in Britain: dates begin with the day, and a day has 24 hours. */
const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de-DE' };

/** The signs of a number that is written in English, in a language. */
function inLocale(tag: string): (text: string) => string {
	const parts = new Intl.NumberFormat(tag).formatToParts(1_000_000.5);
	const sign = (type: 'decimal' | 'group') => parts.find((part) => part.type === type)?.value ?? '';
	const signs: Readonly<Record<string, string>> = { '.': sign('decimal'), ',': sign('group') };
	return (text) => text.replace(/[.,]/g, (each) => signs[each] ?? each);
}

export function formatsOf(locale: Locale): Formats {
	const tag = tags[locale];
	const local = inLocale(tag);
	const exact = new Intl.NumberFormat(tag, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
	const count = new Intl.NumberFormat(tag);
	const tenths = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
	const date = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
	const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' });
	return {
		bytes: (value) => local(sizeText(value)),
		// Some languages bind "1 byte" by a space of another kind, and only that.
		exactBytes: (value) => exact.format(value).replace('\u00a0', ' '),
		factor: (value) => local(factorText(value)),
		duration: (value) => local(durationText(value)),
		count: (value) => count.format(value),
		tenths: (value) => tenths.format(value),
		date: (value) => date.format(new Date(value)),
		timeOfDay: (value) => time.format(new Date(value)),
	};
}
