/** The layers of an image as bars, all on one scale. */
import { visible } from '#grade/formats/plain.ts';
import type { LayerAnalysis } from '#image/analysis.ts';
import { sizeText } from '#protocol/size-text.ts';

/** Eighths of a character, from none to seven. */
const partial = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const hidden = '░';

/** Narrowest and widest bar: it leaves room for the instruction. */
const narrowest = 10;
const widest = 30;

/** Narrowest room for an instruction. */
const instructionRoom = 12;

/** One line for each layer, the lowest first: number, size, bar, instruction. */
export function layerLines(layers: readonly LayerAnalysis[], columns: number): readonly string[] {
	const largest = Math.max(1, ...layers.map(({ unpackedBytes }) => unpackedBytes));
	const width = Math.min(widest, Math.max(narrowest, Math.floor(columns / 3)));
	const digits = String(layers.length - 1).length;
	const sizes = layers.map(({ unpackedBytes }) => sizeText(unpackedBytes));
	const sizeWidth = Math.max(0, ...sizes.map((size) => size.length));
	return layers.map((layer, index) => {
		const start = `  ${String(index).padStart(digits)}  ${(sizes[index] ?? '').padStart(sizeWidth)}  `;
		const bar = layerBar(layer, largest, width).padEnd(width);
		const room = Math.max(instructionRoom, columns - start.length - width - 2);
		return `${start}${bar}  ${shorten(instructionOf(layer), room)}`.trimEnd();
	});
}

/** A bar to scale; the part that later layers hide is hatched. A layer with bytes has at least the thinnest mark. */
export function layerBar(
	{ unpackedBytes, deadBytes }: Pick<LayerAnalysis, 'unpackedBytes' | 'deadBytes'>,
	largest: number,
	width: number,
): string {
	const eighths = Math.round(((unpackedBytes - deadBytes) / largest) * width * 8);
	const dead = Math.round((deadBytes / largest) * width);
	const live = '█'.repeat(Math.floor(eighths / 8)) + (partial[eighths % 8] ?? '');
	const bar = (live + hidden.repeat(dead)).slice(0, width);
	return bar === '' && unpackedBytes > 0 ? partial[1] : bar;
}

function instructionOf({ history }: LayerAnalysis): string {
	const text = visible(history?.instruction ?? '').replace(/\s+/g, ' ');
	return text === '' ? '(not told)' : text;
}

function shorten(text: string, room: number): string {
	return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
