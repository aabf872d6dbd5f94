import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type EngineAddress, parseAddress } from './address.ts';
import { SshAgent } from './ssh-agent.ts';

/** TLS material for a `tcp://` engine, as PEM text. */
export interface TlsFiles {
	readonly ca?: string;
	readonly cert?: string;
	readonly key?: string;
}

/** How connections to one engine are made. Disposing closes the idle ones. */
export interface Transport extends Disposable {
	readonly address: EngineAddress;
	readonly agent: HttpAgent;
	request(options: RequestOptions): ClientRequest;
}

/** A host name for requests that go over a socket: HTTP needs one, the engine ignores it. */
const nominalHost = 'docker';

function agentOf(address: EngineAddress, tls: TlsFiles | undefined): HttpAgent {
	switch (address.kind) {
		case 'ssh':
			return new SshAgent(address);
		case 'tcp':
			return address.tls ? new HttpsAgent({ keepAlive: true, ...tls }) : new HttpAgent({ keepAlive: true });
		default:
			return new HttpAgent({ keepAlive: true });
	}
}

/**
 * Prepares connections to an engine.
 *
 * @throws UserError `usage-invalid` for an address of an unknown form.
 */
export function openTransport(address: string, tls?: TlsFiles): Transport {
	const parsed = parseAddress(address, tls !== undefined);
	const agent = agentOf(parsed, tls);
	const target: RequestOptions =
		parsed.kind === 'socket'
			? { socketPath: parsed.path, host: nominalHost }
			: parsed.kind === 'tcp'
				? { host: parsed.host, port: parsed.port }
				: { host: nominalHost };
	const send = parsed.kind === 'tcp' && parsed.tls ? httpsRequest : httpRequest;
	return {
		address: parsed,
		agent,
		request: (options) => send({ ...target, agent, ...options }),
		[Symbol.dispose]: () => agent.destroy(),
	};
}
