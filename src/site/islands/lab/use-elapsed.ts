import { useEffect, useState } from 'preact/hooks';

/** A tenth of a second is drawn below 10 s only, and nobody reads it while it runs. */
const tickMilliseconds = 500;

/** Milliseconds since `startedAt`, going on until `endedAt` is known. */
export function useElapsed(startedAt: number, endedAt: number | undefined): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		if (endedAt !== undefined) return;
		const timer = setInterval(() => setNow(Date.now()), tickMilliseconds);
		return () => clearInterval(timer);
	}, [endedAt]);
	return Math.max(0, (endedAt ?? now) - startedAt);
}
