/** A program on a terminal of its own, wherever it runs. */
import type { Duplex } from 'node:stream';

/** Disposing ends the program and its connection. */
export interface Shell extends AsyncDisposable {
	/** Raw bytes: what is written is typed, what is read was printed. Ends when the program has ended. */
	readonly stream: Duplex;
	/** Size of the screen, in characters. */
	resize(columns: number, rows: number): void;
	/** Resolves once the program has ended; no exit code when it was killed or its connection broke. Never rejects. */
	readonly ended: Promise<{ readonly exitCode?: number }>;
}
