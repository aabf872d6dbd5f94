/** Where a link in a terminal leads. */
import type { PaneModel } from '../lab/pane-context.ts';

/** Names by which a program in a container calls itself; from the learner's browser they would be another machine. */
const ownNames = new Set(['localhost', '127.0.0.1', '0.0.0.0', '[::1]', '[::]']);

/** A server that says where it listens means a container: its published port is shown. Other pages open beside this one. */
export function openLink(address: string, pane: PaneModel): void {
	if (!URL.canParse(address)) return;
	const { protocol, hostname, port, pathname, search } = new URL(address);
	if (protocol !== 'http:' && protocol !== 'https:') return;
	const previews = pane.session.view?.previews ?? [];
	const preview = previews.find((each) => String(each.port) === (port === '' ? '80' : port));
	if (ownNames.has(hostname) && preview !== undefined) pane.showPreview(preview, `${pathname}${search}`);
	else window.open(address, '_blank', 'noopener,noreferrer');
}
