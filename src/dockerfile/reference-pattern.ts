/** Patterns of references for the base policy: which images a teacher allows. */
import { type Reference, splitRegistry } from './reference.ts';

/**
 * True when the reference fits the pattern. A pattern is a reference in which `*` stands for any characters but `/`:
 * `golang:*`, `python:3.*-slim`, `gcr.io/distroless/*:nonroot`. The lone `*` fits everything.
 *
 * Names are normalised as references are, so `golang:*` means Docker Hub's official image alone. A pattern without a tag
 * means `latest`. A digest in the reference is no obstacle (it only narrows the tag); a reference with a digest alone
 * fits only a pattern with the tag `*` or with that digest.
 */
export function matchesReference(pattern: string, reference: Reference): boolean {
	if (pattern === '*') return true;
	const { registry, remainder } = splitRegistry(pattern);
	const [named = '', digest] = remainder.split('@', 2);
	const colon = named.indexOf(':');
	const repository = colon === -1 ? named : named.slice(0, colon);
	const tag = colon === -1 ? undefined : named.slice(colon + 1);
	if (!glob(registry, reference.registry) || !glob(repository, reference.repository)) return false;
	if (digest !== undefined && digest !== reference.digest) return false;
	if (tag === undefined && digest !== undefined) return true;
	return reference.tag === undefined ? tag === '*' || digest !== undefined : glob(tag ?? 'latest', reference.tag);
}

/** Linear in practice: on a mismatch it goes back to the last star alone, so hostile patterns cost at most n*m steps. */
function glob(pattern: string, text: string): boolean {
	let p = 0;
	let t = 0;
	let star = -1;
	let resume = 0;
	while (t < text.length) {
		if (pattern[p] === '*') {
			star = p++;
			resume = t;
		} else if (pattern[p] === text[t]) {
			p++;
			t++;
		} else if (star !== -1 && text[resume] !== '/') {
			p = star + 1;
			t = ++resume;
		} else return false;
	}
	while (pattern[p] === '*') p++;
	return p === pattern.length;
}
