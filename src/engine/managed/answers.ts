import { request } from 'node:http';

/** Whether an engine answers at a socket within a time. Never throws. */
export function answers(socketPath: string, milliseconds: number): Promise<boolean> {
	return new Promise((resolve) => {
		const ping = request({
			socketPath,
			path: '/_ping',
			agent: false,
			headers: { Host: 'docker' },
			signal: AbortSignal.timeout(milliseconds),
		});
		ping.on('error', () => resolve(false));
		ping.on('response', (response) => {
			response.resume();
			resolve(response.statusCode === 200);
		});
		ping.end();
	});
}
