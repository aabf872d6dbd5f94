/** Why the runner closed the connection of a page to a terminal: WebSocket close codes of an application (RFC 6455, 7.4.2). */

export interface TerminalClosing {
	/** 1002, 1009 and 1011 are the protocol's own; 4000 and above are ours. */
	readonly code: number;
	/** For a person. At most 123 bytes (RFC 6455, 5.5). */
	readonly reason: string;
	/** Whether it makes sense that the page connects again by itself. */
	readonly again: boolean;
}

export const terminalClosings = {
	badFrame: {
		code: 1002,
		reason: 'The page sent what this course does not understand. Load the page again.',
		again: false,
	},
	fault: { code: 1011, reason: 'Something went wrong in the course itself. Try again.', again: true },
	/** The course stops, or is started again. */
	stopping: { code: 4000, reason: 'The course was stopped. Start it again: npm start.', again: true },
	/** By hand, by a reset, or with its session. */
	closed: { code: 4001, reason: 'This terminal was closed.', again: false },
	notFound: { code: 4004, reason: 'There is no such terminal. Open a new one.', again: false },
	/** The record has gone on past what this page has taken in. Connecting again shows the screen as it is now. */
	behind: { code: 4008, reason: 'This page was too slow for the output.', again: true },
	inputOverflow: {
		code: 4013,
		reason: 'The program does not read what was typed or pasted. Stop it with Ctrl-C, or paste less.',
		again: true,
	},
	tooMany: {
		code: 4029,
		reason: 'Too many pages are connected to terminals. Close some, and try again.',
		again: false,
	},
} as const satisfies Record<string, TerminalClosing>;

/** What a close code of ours means; undefined for a line that broke. */
export function terminalClosing(code: number): TerminalClosing | undefined {
	return Object.values<TerminalClosing>(terminalClosings).find((closing) => closing.code === code);
}
