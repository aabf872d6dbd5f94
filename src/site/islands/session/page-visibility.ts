/** Resolves when the page is seen, or is not. Rejects with the reason of `signal`. */
export function untilVisible(visible: boolean, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const done = new AbortController();
		const look = () => {
			if (document.hidden === visible) return;
			done.abort();
			resolve();
		};
		document.addEventListener('visibilitychange', look, { signal: done.signal });
		signal.addEventListener(
			'abort',
			() => {
				done.abort();
				reject(signal.reason);
			},
			{ signal: done.signal },
		);
		look();
	});
}
