import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Writes a whole answer on a connection that no HTTP server owns any more, and ends it. */
export function rawAnswer(socket: Duplex, status: number, message: string): void {
	if (!socket.writable) {
		socket.destroy();
		return;
	}
	const body = `${JSON.stringify({ message })}\n`;
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n` +
			`Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
	);
	// What the other side still sends is of no interest, but an end that waits for it would never come.
	socket.resume();
}
