/** A program as a learner runs it in a container: pages, cookies, what it was sent, and a WebSocket that echoes. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** RFC 6455, 1.3. */
const websocketGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** What it was sent, as JSON. */
export const mirror: Answer = ({ method, url, headers }, response, body) => {
	response.setHeader('content-type', 'application/json').end(JSON.stringify({ method, url, headers, body }));
};

export async function learnerProgram(answer: Answer = mirror) {
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => answer(request, response, body));
	});
	server.on('upgrade', (request, socket) => {
		const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${websocketGuid}`).digest('base64');
		const fields = [
			'Upgrade: websocket',
			'Connection: Upgrade',
			`Sec-WebSocket-Accept: ${key}`,
			'Set-Cookie: stagecraft-1=x',
		];
		socket.write(`HTTP/1.1 101 Switching Protocols\r\n${fields.join('\r\n')}\r\n\r\n`);
		// One small text frame says which cookies came.
		const text = Buffer.from(request.headers.cookie ?? 'no cookies');
		socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text]));
		socket.on('data', () => socket.end());
		socket.on('end', () => socket.end());
	});
	server.listen({ host: '127.0.0.1', port: 0 });
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const dial = async (): Promise<Socket> => {
		const socket = connect({ host: '127.0.0.1', port });
		await once(socket, 'connect');
		return socket;
	};
	return {
		dial,
		[Symbol.asyncDispose]: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
