import { archiveInvalid } from './archive-error.ts';
import type { ImageLimits } from './limits.ts';

/** What is left of the limits while one archive is read. Every `spend…` throws `image-archive-invalid` once it is used up. */
export class Budget {
	readonly limits: ImageLimits;
	#entries: number;
	#nameBytes: number;
	#unpackedBytes: number;
	#documents: number;

	constructor(limits: ImageLimits) {
		this.limits = limits;
		this.#entries = limits.entries;
		this.#nameBytes = limits.nameBytes;
		this.#unpackedBytes = limits.unpackedBytes;
		this.#documents = limits.documents;
	}

	spendEntries(entries: number, nameBytes: number): void {
		this.#entries -= entries;
		this.#nameBytes -= nameBytes;
		if (this.#entries < 0) throw exceeded(`${this.limits.entries} entries`);
		if (this.#nameBytes < 0) throw exceeded(`${this.limits.nameBytes} bytes of file names`);
	}

	spendUnpacked(bytes: number): void {
		this.#unpackedBytes -= bytes;
		if (this.#unpackedBytes < 0) throw exceeded(`${this.limits.unpackedBytes} bytes in its layers`);
	}

	spendDocument(): void {
		this.#documents -= 1;
		if (this.#documents < 0) throw exceeded(`${this.limits.documents} JSON documents`);
	}
}

function exceeded(limit: string) {
	return archiveInvalid(`The image archive has more than ${limit}, which is the limit.`, {
		hint: 'Check where the archive comes from: a usual image is far below this limit.',
	});
}
