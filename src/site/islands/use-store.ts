import { useLayoutEffect, useState } from 'preact/hooks';
import type { Store } from './store.ts';

/** The value of a store; the component is drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
	const [, redraw] = useState(0);
	useLayoutEffect(() => {
		const changed = () => redraw((count) => count + 1);
		// What changed between drawing and subscribing would be missed otherwise.
		changed();
		return store.subscribe(changed);
	}, [store]);
	return store.value;
}
