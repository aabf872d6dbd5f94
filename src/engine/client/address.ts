import { UserError } from '#errors';

/** Where an engine answers, taken apart. */
export type EngineAddress =
	| { readonly kind: 'socket'; readonly path: string }
	| { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: boolean }
	| { readonly kind: 'ssh'; readonly destination: string; readonly port?: number };

/** Ports that Docker registered for its API: https://docs.docker.com/reference/cli/dockerd/#daemon-socket-option */
const plainPort = 2375;
const tlsPort = 2376;

function refuse(address: string, cause?: unknown): never {
	throw new UserError(
		'usage-invalid',
		`"${address}" is not the address of a Docker engine.`,
		'Use unix:///path/to/docker.sock, tcp://host:2376 or ssh://user@host.',
		cause,
	);
}

function parseUrl(address: string): URL {
	try {
		// As an unknown scheme: of http and https the parser would drop a port that is the web's default one.
		return new URL(address.replace(/^https?:/, 'tcp:'));
	} catch (error) {
		return refuse(address, error);
	}
}

/**
 * Takes an address in the form of `DOCKER_HOST` apart.
 *
 * @param address `unix:///path`, `npipe:////./pipe/name`, `tcp://host[:port]`, `http(s)://host[:port]`, `ssh://[user@]host[:port]`.
 * @param withTls whether the caller has TLS files for it; `tcp://` then means TLS, as it does for the `docker` command.
 * @throws UserError `usage-invalid`.
 */
export function parseAddress(address: string, withTls: boolean): EngineAddress {
	for (const scheme of ['unix://', 'npipe://']) {
		if (address.startsWith(scheme)) {
			const path = address.slice(scheme.length);
			return path === '' ? refuse(address) : { kind: 'socket', path };
		}
	}
	const url = parseUrl(address);
	if (url.hostname === '') {
		return refuse(address);
	}
	const port = url.port === '' ? undefined : Number(url.port);
	// An IPv6 host has brackets in a URL and none in a socket address.
	const host = url.hostname.replace(/^\[|\]$/g, '');
	switch (url.protocol) {
		case 'tcp:': {
			const tls = withTls || address.startsWith('https:');
			return { kind: 'tcp', host, port: port ?? (tls ? tlsPort : plainPort), tls };
		}
		case 'ssh:': {
			const user = decodeURIComponent(url.username);
			const destination = user === '' ? host : `${user}@${host}`;
			// A destination that starts with a dash would be read by ssh as an option.
			return destination.startsWith('-') ? refuse(address) : { kind: 'ssh', destination, ...(port && { port }) };
		}
		default:
			return refuse(address);
	}
}
