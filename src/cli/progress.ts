/** Shows long work: rows redrawn in place on a terminal, one plain line for each new step elsewhere. */
import { createLogUpdate } from 'log-update';

export interface ProgressRow {
	/** Same key, same row. */
	readonly key: string;
	readonly label: string;
	readonly state: 'waiting' | 'running' | 'done' | 'failed';
	/** What is going on. A plain log prints a new line only when this or the state changes. */
	readonly step: string;
	/** Figures that change often; shown on a terminal only. */
	readonly figures?: string;
}

export interface Progress {
	show(rows: readonly ProgressRow[]): void;
	/** Leaves what is on the screen and starts anew below it. */
	finish(): void;
}

/** The part of a terminal stream that is needed. */
export interface ProgressStream {
	readonly isTTY?: boolean;
	readonly columns?: number;
	write(text: string): boolean;
}

/** Frames a second on a terminal: smooth to the eye, nothing to a slow line. */
const framesPerSecond = 8;
const narrowest = 40;

const marks: Record<ProgressRow['state'], string> = { waiting: '·', running: '›', done: '✓', failed: '✗' };

export function rowText(row: ProgressRow, columns: number): string {
	const text = [marks[row.state], row.label, row.step, row.figures]
		.filter((part) => part !== undefined && part !== '')
		.join('  ');
	return text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
}

/** One line for each new step. */
class PlainProgress implements Progress {
	readonly #stream: ProgressStream;
	readonly #said = new Map<string, string>();

	constructor(stream: ProgressStream) {
		this.#stream = stream;
	}

	show(rows: readonly ProgressRow[]): void {
		for (const row of rows) {
			const now = `${row.state} ${row.step}`;
			if (row.state === 'waiting' || this.#said.get(row.key) === now) continue;
			this.#said.set(row.key, now);
			this.#stream.write(
				`${[row.label, row.step, row.state === 'done' ? row.figures : undefined].filter(Boolean).join(': ')}\n`,
			);
		}
	}

	finish(): void {
		// Lines stay as they are, and what was said is not said again.
	}
}

class TerminalProgress implements Progress {
	readonly #update: ReturnType<typeof createLogUpdate>;
	readonly #stream: ProgressStream;
	#rows: readonly ProgressRow[] = [];
	#timer: NodeJS.Timeout | undefined;

	constructor(stream: ProgressStream) {
		this.#stream = stream;
		this.#update = createLogUpdate(stream as unknown as NodeJS.WritableStream, { showCursor: true });
	}

	show(rows: readonly ProgressRow[]): void {
		this.#rows = rows;
		this.#timer ??= setTimeout(() => this.#draw(), 1000 / framesPerSecond);
	}

	#draw(): void {
		this.#timer = undefined;
		const columns = Math.max(narrowest, this.#stream.columns ?? 80);
		this.#update(this.#rows.map((row) => rowText(row, columns)).join('\n'));
	}

	finish(): void {
		if (this.#timer !== undefined) clearTimeout(this.#timer);
		if (this.#rows.length > 0) this.#draw();
		this.#rows = [];
		this.#update.done();
	}
}

/** Picks the way of showing that fits the stream. */
export function createProgress(stream: ProgressStream): Progress {
	return stream.isTTY === true ? new TerminalProgress(stream) : new PlainProgress(stream);
}
