import { once } from 'node:events';
import { connect as connectSocket, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { EngineAddress } from './address.ts';
import { SshStream } from './ssh-stream.ts';
import type { TlsFiles } from './transport.ts';

type NetworkAddress = Exclude<EngineAddress, { readonly kind: 'ssh' }>;

function dial(address: NetworkAddress, tls: TlsFiles | undefined): Socket {
	if (address.kind === 'socket') return connectSocket({ path: address.path, allowHalfOpen: true });
	const { host, port } = address;
	// TLS takes over from the socket under it whether a half may end alone.
	const socket = connectSocket({ host, port, allowHalfOpen: true });
	if (!address.tls) return socket;
	const secure = connectTls({ socket, host, ...(isIP(host) === 0 && { servername: host }), ...tls });
	socket.on('error', (error) => secure.destroy(error));
	return secure;
}

/**
 * Makes one connection to an engine. An upgraded connection needs both halves to end apart: the end of a container's
 * standard input must not cut its output.
 *
 * An ssh connection is given at once; that it could not be made shows as an error of the stream.
 *
 * @throws the network's own error, or the signal's reason.
 */
export async function openConnection(
	address: EngineAddress,
	tls: TlsFiles | undefined,
	signal?: AbortSignal,
): Promise<Duplex> {
	signal?.throwIfAborted();
	if (address.kind === 'ssh') return new SshStream(address);
	const socket = dial(address, tls);
	const ready = address.kind === 'tcp' && address.tls ? 'secureConnect' : 'connect';
	try {
		await once(socket, ready, signal && { signal });
	} catch (error) {
		socket.destroy();
		throw error;
	}
	return socket;
}
