/**
 * Who listens in a network namespace, from the kernel's own tables: one line a socket, addresses and ports in hex, state `0A`
 * for listening (proc_pid_net(5), `/proc/net/tcp` and `/proc/net/tcp6`).
 */

export interface ListeningAddress {
	/** `0.0.0.0` and `::` are all addresses. An IPv6 address other than these two is written without groups. */
	readonly address: string;
	readonly port: number;
	/** Only programs in the same container reach it. */
	readonly isLoopback: boolean;
}

const listeningState = '0A';
const socketLine = /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2}) /;
const everywhere6 = '0'.repeat(32);
/** Four words, each with its bytes turned round on the processors that the course runs on. */
const loopback6 = '00000000000000000000000001000000';
/** `::ffff:127.0.0.1`, before its last word. */
const mappedPrefix = '0000000000000000FFFF0000';

/** A port as the tables write it. */
export function hexPort(port: number): string {
	return port.toString(16).toUpperCase().padStart(4, '0');
}

/** @param tables the text of both tables, one after the other. */
export function listeningAddresses(tables: string): readonly ListeningAddress[] {
	return tables.split('\n').flatMap((line) => {
		const [, hexAddress = '', hexPort = '', state] = socketLine.exec(line) ?? [];
		if (state !== listeningState) return [];
		return [{ ...addressOf(hexAddress), port: Number.parseInt(hexPort, 16) }];
	});
}

function addressOf(hex: string): Pick<ListeningAddress, 'address' | 'isLoopback'> {
	if (hex.length === 8) return addressOf4(hex);
	if (hex.startsWith(mappedPrefix)) return addressOf4(hex.slice(mappedPrefix.length));
	if (hex === everywhere6) return { address: '::', isLoopback: false };
	if (hex === loopback6) return { address: '::1', isLoopback: true };
	return { address: hex, isLoopback: false };
}

function addressOf4(hex: string): Pick<ListeningAddress, 'address' | 'isLoopback'> {
	const bytes = Buffer.from(hex, 'hex').reverse();
	return { address: bytes.join('.'), isLoopback: bytes[0] === 127 };
}
