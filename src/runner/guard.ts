/**
 * The page is open to its one user and to no other web page: who may ask is decided on every request, before
 * anything else looks at it.
 */
import { UserError } from '#errors';

/** The header fields that the decision rests on. A page cannot set any of them by script. */
export interface RequestFacts {
	readonly method: string;
	readonly host: string | undefined;
	readonly origin: string | undefined;
	readonly fetchSite: string | undefined;
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];
const defaultHttpPort = 80;
/** Methods that change nothing (RFC 9110, 9.2.1). */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isSafeMethod(method: string): boolean {
	return safeMethods.has(method);
}

function hostsOf(port: number): readonly string[] {
	return loopbackNames.flatMap((name) => (port === defaultHttpPort ? [name, `${name}:${port}`] : [`${name}:${port}`]));
}

/** Every origin that a page of the course may be opened under. */
export function originsOf(port: number): readonly string[] {
	return hostsOf(port).map((host) => `http://${host}`);
}

/**
 * An upgrade to a WebSocket is a GET that may change everything, and no rule of the browser keeps another site's page from
 * asking for one: it must come from a page of ours, which a browser always tells. Throws as `guardRequest`.
 */
export function guardUpgrade(facts: RequestFacts, port: number): void {
	guardRequest({ ...facts, method: 'CONNECT', origin: facts.origin ?? 'none' }, port);
}

/**
 * Throws `host-refused` for a name that is not ours (a foreign name that was made to point at this machine, "DNS
 * rebinding"), and `origin-refused` for a change asked for by a page of another site.
 */
export function guardRequest(facts: RequestFacts, port: number): void {
	const hosts = hostsOf(port);
	const host = facts.host?.toLowerCase();
	if (host === undefined || !hosts.includes(host)) {
		throw new UserError(
			'host-refused',
			`The course does not answer to the name "${facts.host ?? ''}".`,
			`Open http://127.0.0.1:${port}/ instead.`,
		);
	}
	const foreignOrigin = facts.origin !== undefined && !originsOf(port).includes(facts.origin);
	// "none" is a person typing the address; a service worker or a tool may send no such field at all.
	const foreignSite = facts.fetchSite === 'cross-site' || facts.fetchSite === 'same-site';
	if (foreignOrigin || (foreignSite && !isSafeMethod(facts.method))) {
		throw new UserError(
			'origin-refused',
			`A page of another site (${facts.origin ?? 'not named'}) asked for this.`,
			`Use the course's own page, http://${host}/.`,
		);
	}
}
