/** xterm's style sheet, brought with the first terminal: imported as styles it would be on every page of the course. */
import address from '@xterm/xterm/css/xterm.css?url';

/** Resolves once the styles count; a terminal measures its letters when it is opened. */
export function terminalStyles(): Promise<void> {
	const known = document.querySelector<HTMLLinkElement>('link[data-terminal-styles]');
	if (known?.sheet != null) return Promise.resolve();
	const link = known ?? document.createElement('link');
	const { promise, resolve, reject } = Promise.withResolvers<void>();
	link.addEventListener('load', () => resolve());
	link.addEventListener('error', () => {
		link.remove();
		reject(new Error('the styles of the terminal did not come'));
	});
	if (known === null) {
		link.rel = 'stylesheet';
		link.href = address;
		link.dataset['terminalStyles'] = '';
		document.head.append(link);
	}
	return promise;
}
