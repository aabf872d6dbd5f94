import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing about where the two differ, or how long they are. */
export function isSameSecret(one: string, other: string): boolean {
	return timingSafeEqual(digest(one), digest(other));
}
