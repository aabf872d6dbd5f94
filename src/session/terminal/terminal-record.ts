/** What is kept of a terminal for the time after its shell: over a start of the course anew, or of the workspace. */
import { z } from 'zod';
import { screenLimits } from '#protocol/terminal.ts';

/** 1000 lines with colours take less; a record that is larger is not one of ours. */
const longestLines = 4 * 1024 * 1024;

export const terminalRecordSchema = z.strictObject({
	columns: z.int().min(screenLimits.minColumns).max(screenLimits.maxColumns),
	rows: z.int().min(screenLimits.minRows).max(screenLimits.maxRows),
	/** The lines of the screen and above it, with their colours, as text to write. */
	lines: z.string().max(longestLines),
});
export type TerminalRecord = z.infer<typeof terminalRecordSchema>;

/** What a restored screen begins with: the old lines, and a line that says what happened to the shell. */
export function restoredText({ lines }: TerminalRecord): string {
	const note = 'The shell had to be started anew: what is above is from before.';
	return `${lines}\x1b[0m\r\n\x1b[2m── ${note} ──\x1b[0m\r\n`;
}
