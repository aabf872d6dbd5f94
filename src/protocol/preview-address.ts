/** Addresses of previews: what a page puts into a frame. */

/** Query parameter with the key that lets a browser in; it is taken out of the address at once, and a cookie stands for it. */
export const previewKeyParameter = 'stagecraft-key';

/**
 * The address of a path of a preview, with its key, so that it opens also where the preview was never shown before.
 *
 * @param url address of the preview as the session tells it.
 * @param path what a person typed, e.g. `/api/square/7?pretty=1`.
 */
export function previewAddress(url: string, path: string): string {
	const preview = new URL(url);
	// Behind two slashes there would be the name of another host.
	const address = new URL(path.replace(/^[/\\]*/, '/'), preview.origin);
	const key = preview.searchParams.get(previewKeyParameter);
	if (key !== null) address.searchParams.set(previewKeyParameter, key);
	return address.href;
}
