/**
 * Takes the engine's attach stream apart: frames of 8 bytes of header (stream number, three zeros, length as
 * big-endian uint32) and the payload. https://docs.docker.com/reference/api/engine/ "Attach to a container"
 *
 * It keeps no payload: what arrives is passed on at once, so a frame of any announced length costs no memory.
 */

const headerBytes = 8;

export interface OutputSinks {
	stdout(chunk: Uint8Array): void;
	stderr(chunk: Uint8Array): void;
}

export class Demultiplexer {
	readonly #sinks: OutputSinks;
	readonly #header = Buffer.alloc(headerBytes);
	#headerFilled = 0;
	#payloadLeft = 0;

	constructor(sinks: OutputSinks) {
		this.#sinks = sinks;
	}

	/** Takes the next bytes of the stream, cut anywhere. */
	write(chunk: Uint8Array): void {
		let rest = chunk;
		while (rest.length > 0) {
			rest = this.#payloadLeft > 0 ? this.#takePayload(rest) : this.#takeHeader(rest);
		}
	}

	#takeHeader(chunk: Uint8Array): Uint8Array {
		const taken = chunk.subarray(0, headerBytes - this.#headerFilled);
		this.#header.set(taken, this.#headerFilled);
		this.#headerFilled += taken.length;
		if (this.#headerFilled === headerBytes) {
			this.#headerFilled = 0;
			this.#payloadLeft = this.#header.readUInt32BE(4);
		}
		return chunk.subarray(taken.length);
	}

	#takePayload(chunk: Uint8Array): Uint8Array {
		const taken = chunk.subarray(0, this.#payloadLeft);
		this.#payloadLeft -= taken.length;
		// 2 is stderr; 0 (stdin, echoed) and 1 are shown together, as the docker command does.
		if (this.#header[0] === 2) {
			this.#sinks.stderr(taken);
		} else {
			this.#sinks.stdout(taken);
		}
		return chunk.subarray(taken.length);
	}
}
