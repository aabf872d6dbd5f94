/**
 * Cookies at a preview. A browser sends all cookies of 127.0.0.1 to each of its ports, and takes cookies for all of them from
 * each: the course's own must not reach a learner's program, and its must not pass for the course's.
 */

/** Names of cookies of the course and of previews begin like this. */
export const reservedCookiePrefix = 'stagecraft-';

interface Cookie {
	readonly name: string;
	readonly value: string;
}

/** Browsers compare names as they are; who writes `Stagecraft-` means no good either. */
const isReserved = (name: string) => name.toLowerCase().startsWith(reservedCookiePrefix);

/** The cookies of a `Cookie` field (RFC 6265, 4.2). */
export function cookiesOf(field: string | undefined): readonly Cookie[] {
	return (field ?? '')
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => pair !== '')
		.map((pair) => {
			const at = pair.indexOf('=');
			return at < 0 ? { name: '', value: pair } : { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
		});
}

/** The `Cookie` field that the program gets, or undefined when none is left. */
export function programCookies(field: string): string | undefined {
	const kept = cookiesOf(field).filter(({ name, value }) => !isReserved(name) && !(name === '' && isReserved(value)));
	if (kept.length === 0) return undefined;
	return kept.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ');
}

/** The `Set-Cookie` field that the browser gets, or undefined for a cookie that the program may not set. */
export function browserCookie(field: string): string | undefined {
	const [pair = '', ...attributes] = field.split(';');
	const at = pair.indexOf('=');
	// A cookie without a name is sent back as its value alone, which could be the name and value of another.
	const name = at < 0 ? '' : pair.slice(0, at).trim();
	if (name === '' || isReserved(name)) return undefined;
	return [pair, ...attributes.filter((each) => !/^\s*domain\s*(=|$)/i.test(each))].join(';');
}
