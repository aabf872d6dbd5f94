/** How long to wait before the next try: it doubles, up to 8 s. */
const firstMilliseconds = 500;
const longestMilliseconds = 8000;

export function backoff(failures: number): number {
	return Math.min(longestMilliseconds, firstMilliseconds * 2 ** Math.max(0, failures - 1));
}

/** Waits, or rejects when the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const stop = () => {
			clearTimeout(timer);
			reject(signal.reason);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', stop);
			resolve();
		}, milliseconds);
		signal.addEventListener('abort', stop, { once: true });
	});
}
