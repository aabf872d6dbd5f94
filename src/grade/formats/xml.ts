/** Text as XML 1.0 takes it. */
import { visible } from './plain.ts';

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	'\n': '&#10;',
};

/**
 * For content and attributes alike. Characters that XML forbids (https://www.w3.org/TR/xml/#charsets) are spelled out, as
 * are all that could turn the reading order around.
 */
export function xmlText(text: string): string {
	return visible(text.toWellFormed())
		.replace(/[\ufffe\uffff]/gu, '\ufffd')
		.replace(/[&<>"'\n]/gu, (character) => entities[character] ?? character);
}

/** `<name a="b">`, without the end. Attributes that are undefined are left out. */
export function xmlTag(name: string, attributes: Readonly<Record<string, string | number | undefined>>): string {
	const written = Object.entries(attributes).flatMap(([key, value]) =>
		value === undefined ? [] : [` ${key}="${xmlText(String(value))}"`],
	);
	return `<${name}${written.join('')}`;
}
