/** How many columns a character takes on the screen: the addon of xterm.js, loaded so that its table is read right. */
import { createRequire } from 'node:module';
import type { ITerminalAddon } from '@xterm/headless';

/**
 * The addon decodes its table while it is loaded, and reads the table's header at the beginning of the memory that the bytes
 * lie in. Node puts small buffers into memory that they share, so it would read what lies there of others: then it throws
 * "Data error", or tells wrong widths. Without the pool the table has memory of its own.
 *
 * @see https://github.com/xtermjs/xterm.js/issues/6079
 */
function loadUnpooled(): { readonly UnicodeGraphemesAddon: new () => ITerminalAddon } {
	const { poolSize } = Buffer;
	Buffer.poolSize = 0;
	try {
		return createRequire(import.meta.url)('@xterm/addon-unicode-graphemes');
	} finally {
		Buffer.poolSize = poolSize;
	}
}

export const { UnicodeGraphemesAddon } = loadUnpooled();
