/**
 * Who may look at a preview. It has an origin of its own, so that what a learner's program serves can do nothing to the course;
 * and what a learner runs is no business of other web pages, so a browser needs a key, which only pages of the course have.
 */
import type { IncomingMessage } from 'node:http';
import { previewKeyParameter } from '#protocol/preview-address.ts';
import { isSameSecret } from '../same-secret.ts';
import { cookiesOf, reservedCookiePrefix } from './cookies.ts';

export interface PreviewDoor {
	/** Port that the preview is served on. */
	readonly port: number;
	/** Secret of this preview. */
	readonly key: string;
}

export type Admission =
	| { readonly kind: 'admitted' }
	/** The key was in the address: it goes into a cookie, and out of sight. */
	| { readonly kind: 'introduced'; readonly location: string; readonly cookie: string }
	| { readonly kind: 'refused'; readonly status: 403 | 421; readonly reason: string };

const admitted: Admission = { kind: 'admitted' };
const refused = (status: 403 | 421, reason: string): Admission => ({ kind: 'refused', status, reason });

const names = ['127.0.0.1', 'localhost'];

/** All ports of a host share their cookies, so each preview has a name of its own. */
const cookieName = (port: number) => `${reservedCookiePrefix}preview-${port}`;

/** Decides on a request, `isUpgrade` for one that asks for a WebSocket. */
export function admit(request: IncomingMessage, { port, key }: PreviewDoor, isUpgrade: boolean): Admission {
	const { headers, method = 'GET', url = '/' } = request;
	const host = headers.host?.toLowerCase() ?? '';
	if (!names.some((name) => host === `${name}:${port}`)) return refused(421, `This preview has no name "${host}".`);
	if (headers['service-worker'] !== undefined) {
		// It would outlive the preview, and serve whatever gets this port next.
		return refused(403, 'A preview cannot install a service worker.');
	}
	if (isUpgrade && headers.origin !== `http://${host}`) return refused(403, 'Another page asked for this.');
	const asked = new URL(`http://${host}${url.startsWith('/') ? url : '/'}`);
	const given = asked.searchParams.get(previewKeyParameter);
	if (given !== null && !isUpgrade && (method === 'GET' || method === 'HEAD')) {
		if (!isSameSecret(given, key))
			return refused(403, 'This preview has another key: its container was started again.');
		asked.searchParams.delete(previewKeyParameter);
		const cookie = `${cookieName(port)}=${key}; Path=/; HttpOnly; SameSite=Strict`;
		// Behind two slashes a browser would read the name of another host.
		const location = `${asked.pathname.replace(/^\/+/, '/')}${asked.search}`;
		return { kind: 'introduced', location, cookie };
	}
	const cookies = cookiesOf(headers.cookie).filter(({ name }) => name === cookieName(port));
	if (cookies.some(({ value }) => isSameSecret(value, key))) return admitted;
	return refused(403, 'A preview opens from the page of the course, and not from elsewhere.');
}
