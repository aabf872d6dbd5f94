/** Taking a port of this machine. */
import { createServer } from 'node:net';
import { UserError } from '#errors';

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);
/** How many ports are looked at for a free one to suggest. */
const lookedAt = 20;
const highestPort = 65_535;

/** Throws `usage-invalid` for an address that other machines reach: nobody logs in to this course. */
export function requireLoopback(host: string): void {
	if (loopbackHosts.has(host)) return;
	throw new UserError(
		'usage-invalid',
		`The course cannot be served on "${host}": whoever reaches it could build on your machine.`,
		'Take --host 127.0.0.1.',
	);
}

async function canListen(host: string, port: number): Promise<boolean> {
	const server = createServer();
	const { promise, resolve } = Promise.withResolvers<boolean>();
	server.once('error', () => resolve(false));
	server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
	return await promise;
}

/** Throws UserError `port-in-use` when somebody else has the port; the hint names one that is free. */
export async function requireFreePort(host: string, port: number): Promise<void> {
	if (port === 0 || (await canListen(host, port))) return;
	throw await portInUse(host, port);
}

export async function portInUse(host: string, port: number, cause?: unknown): Promise<UserError> {
	let free: number | undefined;
	for (let next = port + 1; next <= Math.min(port + lookedAt, highestPort) && free === undefined; next += 1) {
		if (await canListen(host, next)) free = next;
	}
	return new UserError(
		'port-in-use',
		`Port ${port} of ${host} is taken: by another program, or by this course, which may run already.`,
		free === undefined
			? 'Give another one: npm start -- --port 8000.'
			: `Look at http://${host}:${port}/, or take another port: npm start -- --port ${free}.`,
		cause,
	);
}

/** An address to type: an IPv6 host stands in brackets. */
export function addressOf(host: string, port: number): string {
	return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}
