/**
 * Follows the escape sequences in a terminal's output (ECMA-48, https://vt100.net/emu/dec_ansi_parser), across the borders of
 * chunks and in bounded memory: finds operating system commands (OSC), and knows whether a sequence or a character is unfinished.
 */

/** Longer commands are not ours: titles, links, pictures. */
const longestText = 256;

const escapeByte = 0x1b;
const bell = 0x07;
const cancel = 0x18;
const substitute = 0x1a;

type State = 'ground' | 'escape' | 'csi' | 'osc' | 'string';

/** What the byte behind ESC begins: CSI, OSC, and the strings DCS, SOS, PM, APC. */
const introduced = new Map<number, State>([
	[0x5b, 'csi'],
	[0x5d, 'osc'],
	[0x50, 'string'],
	[0x58, 'string'],
	[0x5e, 'string'],
	[0x5f, 'string'],
]);

/** Length of the UTF-8 character that begins with this byte. */
function characterLength(byte: number): number {
	if (byte >= 0xf0) return 4;
	if (byte >= 0xe0) return 3;
	return byte >= 0xc0 ? 2 : 1;
}

const continues = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

export class EscapeScanner {
	#state: State = 'ground';
	#position: number;
	/** Where the unfinished sequence or character began. */
	#begin = 0;
	/** Bytes that the last character still lacks. */
	#lacking = 0;
	readonly #text = Buffer.alloc(longestText);
	#length = 0;

	constructor(position = 0) {
		this.#position = position;
	}

	/** Position up to which everything is complete: a screen that has seen so much is not in the middle of anything. */
	get settled(): number {
		return this.#state === 'ground' && this.#lacking === 0 ? this.#position : this.#begin;
	}

	/** Reads on. `onCommand` gets the text of each OSC that ends here, without introducer and terminator. */
	scan(chunk: Uint8Array, onCommand: (text: string) => void): void {
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
		let at = this.#characterEnd(bytes);
		while (at < bytes.length) at = this.#state === 'ground' ? this.#plain(bytes, at) : this.#step(bytes, at, onCommand);
		this.#position += bytes.length;
	}

	#characterEnd(bytes: Buffer): number {
		let at = 0;
		for (; this.#lacking > 0 && at < bytes.length; at += 1)
			this.#lacking = continues(bytes[at]) ? this.#lacking - 1 : 0;
		// The byte that broke the character off is looked at again: it may begin a sequence.
		return at > 0 && !continues(bytes[at - 1]) ? at - 1 : at;
	}

	/** Skips to the next sequence; most output is plain, so this is what has to be fast. */
	#plain(bytes: Buffer, at: number): number {
		const next = bytes.indexOf(escapeByte, at);
		if (next >= 0) {
			this.#begin = this.#position + next;
			this.#state = 'escape';
			return next + 1;
		}
		let lead = bytes.length - 1;
		while (lead > at && bytes.length - lead < 4 && continues(bytes[lead])) lead -= 1;
		this.#lacking = Math.max(0, characterLength(bytes[lead] ?? 0) - (bytes.length - lead));
		this.#begin = this.#position + lead;
		return bytes.length;
	}

	#step(bytes: Buffer, at: number, onCommand: (text: string) => void): number {
		const byte = bytes[at] ?? 0;
		if (byte === cancel || byte === substitute) {
			this.#state = 'ground';
		} else if (byte === escapeByte) {
			// Ends a string, and begins its terminator or another sequence.
			if (this.#state === 'osc') this.#tell(onCommand);
			this.#begin = this.#position + at;
			this.#state = 'escape';
		} else if (this.#state === 'escape') {
			this.#state = introduced.get(byte) ?? (byte >= 0x30 && byte !== 0x7f ? 'ground' : 'escape');
			this.#length = 0;
		} else if (this.#state === 'csi') {
			if (byte >= 0x40 && byte !== 0x7f) this.#state = 'ground';
		} else if (this.#state === 'osc') {
			if (byte === bell) {
				this.#tell(onCommand);
				this.#state = 'ground';
			} else {
				this.#text[this.#length] = byte;
				this.#length += 1;
			}
		}
		return at + 1;
	}

	#tell(onCommand: (text: string) => void): void {
		if (this.#length <= longestText) onCommand(this.#text.toString('utf8', 0, this.#length));
	}
}
