import { UserError } from '#errors';

/** What an image reference or id is written with (https://pkg.go.dev/github.com/distribution/reference); no `%`, `?` or space. */
const form = /^[\w][\w.:/@-]*$/;

/**
 * An image reference as a part of an API path. It is checked, not escaped: the engine's router wants the slashes.
 *
 * @throws UserError `request-invalid`.
 */
export function pathOf(ref: string): string {
	if (!form.test(ref) || ref.split('/').some((part) => part === '..' || part === '.' || part === '')) {
		throw new UserError(
			'request-invalid',
			`"${ref}" is not an image reference.`,
			'Write a name such as golang:1.27, or an image id.',
		);
	}
	return ref;
}

/** Whether the first part of a name of several parts is the host of a registry: it has a dot or a port, or is `localhost`. */
export function isRegistry(part: string): boolean {
	return part === 'localhost' || /[.:]/.test(part);
}

/** Host of the registry of a reference, and its path there: `golang:1.27` is `library/golang:1.27` at `docker.io`. */
export function splitRegistry(ref: string): { readonly registry: string; readonly path: string } {
	const [first = '', ...rest] = ref.split('/');
	if (rest.length > 0 && isRegistry(first)) return { registry: first, path: rest.join('/') };
	return { registry: 'docker.io', path: rest.length === 0 ? `library/${ref}` : ref };
}

/** `repository` and `tag` of a reference; the tag is `latest` when there is none. */
export function splitReference(ref: string): { readonly repository: string; readonly tag: string } {
	const at = ref.indexOf('@');
	if (at >= 0) {
		return { repository: ref.slice(0, at), tag: ref.slice(at + 1) };
	}
	const colon = ref.lastIndexOf(':');
	// A colon before the last slash parts a registry's host from its port.
	return colon > ref.lastIndexOf('/')
		? { repository: ref.slice(0, colon), tag: ref.slice(colon + 1) }
		: { repository: ref, tag: 'latest' };
}
