/** What a session tells a page that follows it. */
import type { SessionEvent, SessionView } from '#protocol/session-view.ts';
import type { LabSession } from './dependencies.ts';
import type { SentEvent } from './event-stream.ts';

/**
 * The session as it is, then each change until it ends or `signal` is aborted. A page that reads slowly gets the latest
 * state and all changed paths, not each step on the way, so what waits for it stays small.
 *
 * @param shown the session as this page may see it.
 */
export async function* sessionEvents(
	session: LabSession,
	signal: AbortSignal,
	shown: (view: SessionView) => SessionView,
): AsyncGenerator<SentEvent, void> {
	let view: SessionView | undefined = session.view();
	let paths = new Set<string>();
	let wake = Promise.withResolvers<void>();
	const told = (event: SessionEvent) => {
		if (event.kind === 'session') view = event.session;
		else for (const path of event.paths) paths.add(path);
		wake.resolve();
	};
	using _subscription = session.subscribe(told);
	signal.addEventListener('abort', () => wake.resolve(), { once: true });
	let id = 0;
	while (!signal.aborted) {
		wake = Promise.withResolvers<void>();
		const [nextView, nextPaths] = [view, paths];
		view = undefined;
		paths = new Set();
		if (nextPaths.size > 0) {
			id += 1;
			yield { id, event: { kind: 'files', paths: [...nextPaths] } satisfies SessionEvent };
		}
		if (nextView !== undefined) {
			id += 1;
			yield { id, event: { kind: 'session', session: shown(nextView) } satisfies SessionEvent };
			if (nextView.state === 'ended') return;
		}
		if (view === undefined && paths.size === 0 && !signal.aborted) await wake.promise;
	}
}
