/**
 * What Ctrl-C leaves of a flood. The kernel's terminal throws away what it has not passed on yet and prints `^C`; more of it
 * is on its way here, in the buffers of a connection, and would be shown for seconds. So what comes before the `^C` is held
 * back and thrown away too. A program that takes the key as any other prints no `^C`: then all of it is given back.
 */

/** Keys at which the kernel empties its buffer, and how it shows them (termios(3): INTR, QUIT, SUSP, ECHOCTL). */
const shownKeys: ReadonlyMap<number, string> = new Map([
	[0x03, '^C'],
	[0x1c, '^\\'],
	[0x1a, '^Z'],
]);
/** More than the buffers between a shell and the runner take: what comes later was printed after the key. */
const longestSkip = 4 * 1024 * 1024;
/** A flood comes without such a pause; what pauses is the answer of a program to the key. */
const quietMilliseconds = 100;
/** Ends a sequence that the held bytes have cut in two, as any terminal does (ECMA-48, CAN). */
const cancel = 0x18;

export interface SkipParts {
	/** Takes what is to be shown after a skip. */
	readonly onShown: (bytes: Uint8Array) => void;
	/** Takes all that was held back, when nothing is to be thrown away. */
	readonly onGivenBack: (chunks: readonly Uint8Array[]) => void;
}

export class InterruptSkip implements Disposable {
	readonly #parts: SkipParts;
	#wanted: Buffer | undefined;
	#held: Uint8Array[] = [];
	#heldBytes = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(parts: SkipParts) {
		this.#parts = parts;
	}

	get isHolding(): boolean {
		return this.#wanted !== undefined;
	}

	/** Somebody typed this while output waits to be shown. Gives true when output is held back from now on. */
	typed(bytes: Uint8Array): boolean {
		const shown = bytes.length === 1 ? shownKeys.get(bytes[0] ?? 0) : undefined;
		if (shown === undefined || this.isHolding) return false;
		this.#wanted = Buffer.from(shown);
		this.#wait();
		return true;
	}

	/** Output, while it is held back. */
	hold(chunk: Uint8Array): void {
		const wanted = this.#wanted;
		if (wanted === undefined) return;
		// The mark may be cut in two between chunks.
		const before = this.#held.at(-1)?.at(-1);
		const seam = before === wanted[0] && chunk[0] === wanted[1];
		const at = seam ? -1 : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).indexOf(wanted);
		if (seam || at >= 0) {
			this.#end();
			this.#parts.onShown(Buffer.concat([Uint8Array.of(cancel), wanted, chunk.subarray(at + wanted.length)]));
			return;
		}
		this.#held.push(chunk);
		this.#heldBytes += chunk.length;
		if (this.#heldBytes > longestSkip) this.giveBack();
		else this.#wait();
	}

	/** Nothing is thrown away. */
	giveBack(): void {
		if (this.isHolding) this.#parts.onGivenBack(this.#end());
	}

	[Symbol.dispose](): void {
		this.#end();
	}

	#wait(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.giveBack(), quietMilliseconds);
	}

	#end(): readonly Uint8Array[] {
		clearTimeout(this.#timer);
		const held = this.#held;
		this.#held = [];
		this.#heldBytes = 0;
		this.#wanted = undefined;
		return held;
	}
}
