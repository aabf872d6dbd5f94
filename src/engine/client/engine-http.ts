import type { Duplex, Readable } from 'node:stream';
import type { z } from 'zod';
import type { ByteStream } from '../engine.ts';
import { download } from './download.ts';
import { type Call, callForJson, callForStream, upgrade } from './http-call.ts';
import type { Transport } from './transport.ts';

/** The engine's HTTP API at one version. Failures are raw: EngineRefusal or the network's own errors. */
export class EngineHttp {
	readonly #transport: Transport;
	readonly #prefix: string;

	/** @param apiVersion e.g. `1.45`; undefined speaks without a version, which every engine takes. */
	constructor(transport: Transport, apiVersion?: string) {
		this.#transport = transport;
		this.#prefix = apiVersion === undefined ? '' : `/v${apiVersion}`;
	}

	/** An answer that the schema has checked. */
	async json<T>(schema: z.ZodType<T>, call: Call): Promise<T> {
		return schema.parse(await callForJson(this.#transport, this.#versioned(call)));
	}

	/** A call whose answer does not matter. */
	async send(call: Call): Promise<void> {
		const answer = await callForStream(this.#transport, this.#versioned(call));
		answer.resume();
	}

	stream(call: Call): Promise<Readable> {
		return callForStream(this.#transport, this.#versioned(call));
	}

	/** A GET of an answer of any size, in constant memory where the connection is a plain one. */
	async download(path: string, signal: AbortSignal | undefined): Promise<ByteStream> {
		const { address } = this.#transport;
		const target = this.#prefix + path;
		if (address.kind === 'socket' || (address.kind === 'tcp' && !address.tls))
			return await download(address, target, signal);
		return await callForStream(this.#transport, { method: 'GET', path: target, signal });
	}

	upgrade(protocol: 'h2c' | 'tcp', call: Omit<Call, 'method'>): Promise<Duplex> {
		return upgrade(this.#transport, protocol, { ...call, path: this.#prefix + call.path });
	}

	#versioned(call: Call): Call {
		return { ...call, path: this.#prefix + call.path };
	}
}
