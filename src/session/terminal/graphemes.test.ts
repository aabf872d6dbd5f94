import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const graphemes = fileURLToPath(new URL('./graphemes.ts', import.meta.url));

/** Loads the addon in a process where the memory that small buffers share begins with such bytes; the column after a text. */
const script = (filler: number, text: string) => `
	let first;
	do first = Buffer.allocUnsafe(16).fill(${filler}); while (first.byteOffset !== 0);
	const { UnicodeGraphemesAddon } = await import(${JSON.stringify(graphemes)});
	const { default: headless } = await import('@xterm/headless');
	const screen = new headless.Terminal({ allowProposedApi: true });
	screen.loadAddon(new UnicodeGraphemesAddon());
	screen.write(${JSON.stringify(text)}, () => console.log(screen.buffer.active.cursorX));
`;

it.each([0x00, 0x01, 0xff])('reads its own table, whatever else lies in shared memory (0x%s)', (filler) => {
	const run = (text: string) =>
		execFileSync(process.execPath, ['--input-type=module', '-e', script(filler, text)], { encoding: 'utf8' });
	expect(run('👩‍👩‍👧|')).toBe('3\n');
	expect(run('語é|')).toBe('4\n');
});
