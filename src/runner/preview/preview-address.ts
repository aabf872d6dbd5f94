/** The name under which a page reaches the previews of a session. */
import type { SessionView } from '#protocol/session-view.ts';

const namesOfThisMachine = new Set(['127.0.0.1', 'localhost']);

/**
 * The session with the addresses of its previews under the host name that the page itself was opened under. A browser takes
 * `localhost` and `127.0.0.1` for two sites, and keeps the previews' cookies from a frame of another site.
 *
 * @param host the `Host` field of the page's request.
 */
export function asSeenFrom(view: SessionView, host: string | undefined): SessionView {
	const name = host?.split(':')[0]?.toLowerCase() ?? '';
	if (view.previews.length === 0 || !namesOfThisMachine.has(name)) return view;
	const previews = view.previews.map((preview) => {
		const url = new URL(preview.url);
		if (namesOfThisMachine.has(url.hostname)) url.hostname = name;
		return { ...preview, url: url.href };
	});
	return { ...view, previews };
}
