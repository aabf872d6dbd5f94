import type { Store } from './store.ts';

/** Resolves with the first value that `wanted` gives for the store's value, now or later. Rejects with the reason of `signal`. */
export function until<T, R>(store: Store<T>, wanted: (value: T) => R | undefined, signal: AbortSignal): Promise<R> {
	return new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const settle = () => {
			unsubscribe();
			signal.removeEventListener('abort', stop);
		};
		const stop = () => {
			settle();
			reject(signal.reason);
		};
		const look = () => {
			const found = wanted(store.value);
			if (found === undefined) return;
			settle();
			resolve(found);
		};
		const unsubscribe = store.subscribe(look);
		signal.addEventListener('abort', stop);
		look();
	});
}
