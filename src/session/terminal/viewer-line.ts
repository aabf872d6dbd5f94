/** What is on its way to one page: how far it was sent, and how far its screen has come. */
import { acknowledgeBytes, type ClientFrame, highWaterBytes, type ServerFrame } from '#protocol/terminal.ts';
import { type TerminalClosing, terminalClosings } from '#protocol/terminal-close.ts';
import type { Reader } from './flow-gate.ts';
import type { OutputRecord } from './output-record.ts';
import type { ScreenSize } from './screen-mirror.ts';

/** One frame; a page acknowledges about as often. */
const frameBytes = 64 * 1024;
/** While an acknowledgement is due anyway, crumbs wait for it instead of making many small frames. */
const crumbBytes = 4 * 1024;

/** A page that shows a terminal. Neither function throws. */
export interface TerminalViewer {
	send(frame: ServerFrame): void;
	/** Nothing is sent afterwards. */
	close(closing: TerminalClosing): void;
}

export interface ViewerConnection extends Disposable {
	/** Takes what the page sent, but for `run`, whose command the caller knows. */
	receive(frame: Exclude<ClientFrame, { kind: 'run' }>): void;
}

export class ViewerLine implements Reader {
	readonly viewer: TerminalViewer;
	/** Size of the page's screen, once it has told. */
	size: ScreenSize | undefined;
	/** When it was used last, as a rising number. */
	usedAt: number;
	wasHeard = false;
	isSilent = false;
	readonly #record: OutputRecord;
	/** Set once it knows where to begin. */
	#sent: number | undefined;
	#acknowledged = 0;

	constructor(viewer: TerminalViewer, record: OutputRecord, usedAt: number) {
		this.viewer = viewer;
		this.#record = record;
		this.usedAt = usedAt;
	}

	get behind(): number {
		return this.#sent === undefined ? 0 : this.#record.end - this.#acknowledged;
	}

	begin(position: number): void {
		this.#sent = position;
		this.#acknowledged = position;
	}

	/** Gives false for a position that was never sent. */
	acknowledge(position: number): boolean {
		if (this.#sent === undefined || position > this.#sent) return false;
		if (position > this.#acknowledged) {
			this.#acknowledged = position;
			this.wasHeard = true;
			this.isSilent = false;
		}
		return true;
	}

	/** Sends what may be sent. Gives why the page must be let go, when it is too late for what it lacks. */
	pump(): TerminalClosing | undefined {
		while (this.#sent !== undefined) {
			if (this.#sent < this.#record.start) return terminalClosings.behind;
			const onItsWay = this.#sent - this.#acknowledged;
			const size = Math.min(this.#record.end - this.#sent, highWaterBytes - onItsWay, frameBytes);
			if (size <= 0 || (onItsWay >= acknowledgeBytes && size < crumbBytes)) return undefined;
			const position = this.#sent;
			this.#sent += size;
			this.viewer.send({ kind: 'output', position, bytes: this.#record.read(position, size) });
		}
		return undefined;
	}
}
