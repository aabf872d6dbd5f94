/** How a command of a code block is typed. */

const pasteBegins = '\x1b[200~';
const pasteEnds = '\x1b[201~';

/**
 * The bytes to type for a command and Enter. Several lines are pasted in one piece where the shell takes that ("bracketed
 * paste"), so that a program of the first line does not read the second one as its input; a tab is then no completion either.
 */
export function typedCommand(command: string, bracketedPaste: boolean): Buffer {
	const text = command.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
	const pasted = bracketedPaste && /[\n\t]/.test(text);
	return Buffer.from(pasted ? `${pasteBegins}${text}${pasteEnds}\r` : `${text.replaceAll('\n', '\r')}\r`);
}
