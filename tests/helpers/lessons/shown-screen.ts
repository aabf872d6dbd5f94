/** What a person sees of what a program printed: colours taken off, lines that were written over as they ended up. */
import headless from '@xterm/headless';

/** Wide, so that no line of a table breaks. */
export const size = { columns: 220, rows: 50 };
/** Far more than any command of a lesson prints. */
const scrollback = 10_000;

export async function shownScreen(printed: string): Promise<string> {
	const screen = new headless.Terminal({
		cols: size.columns,
		rows: size.rows,
		scrollback,
		allowProposedApi: true,
		logLevel: 'off',
	});
	try {
		await new Promise<void>((resolve) => screen.write(printed, resolve));
		const { normal } = screen.buffer;
		const lines: string[] = [];
		for (let at = 0; at < normal.length; at += 1) {
			const line = normal.getLine(at);
			const text = line?.translateToString(true) ?? '';
			if (line?.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
			else lines.push(text);
		}
		return lines.join('\n').trimEnd();
	} finally {
		screen.dispose();
	}
}
