import type { Http2Session } from 'node:http2';

/**
 * Gives what ends a session that was made in this turn of the event loop. In that turn it tells that it is connected and reads
 * what the connection has already; one that is destroyed before ends the process with an error.
 */
export function sessionEnd(session: Http2Session): () => void {
	let hasBegun = false;
	setImmediate(() => {
		hasBegun = true;
	});
	return () => {
		if (hasBegun) session.destroy();
		else setImmediate(() => session.destroy());
	};
}
