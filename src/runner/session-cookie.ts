/** The cookie that a page of ours gets and that every change must show. */
import { UserError } from '#errors';
import { isSameSecret } from './same-secret.ts';

/** Cookies of one host are shared by all its ports, so two courses side by side need two names. */
export function sessionCookieName(port: number): string {
	return `stagecraft-${port}`;
}

/** `Strict`: a link from another site opens the page, but sends no cookie along with a change. */
export const sessionCookieOptions = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

/** Throws `session-missing` unless the cookie holds the token. */
export function requireSession(cookie: string | undefined, token: string): void {
	if (cookie !== undefined && isSameSecret(cookie, token)) return;
	throw new UserError(
		'session-missing',
		'This page was opened before the course was started again, or has no session cookie.',
		'Load the page again; your work is kept.',
	);
}
