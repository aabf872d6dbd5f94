/** The analysis of an image for a person at a terminal. */
import { styleText } from 'node:util';
import { hanging, visible } from '#grade/formats/plain.ts';
import type { FileEntry, FoundTool, HiddenFile, ImageAnalysis, ToolCategory } from '#image/analysis.ts';
import { countText, exactSizeText, sizeText } from '#protocol/size-text.ts';
import { layerLines } from './layer-bars.ts';
import { tableLines } from './table.ts';

export interface ImageTextOptions {
	/** Width of the terminal in characters. */
	readonly columns: number;
	/** Bold titles. The words say the same without. */
	readonly color: boolean;
}

export interface ImageText {
	/** As it was asked for: a reference or a file name. */
	readonly name: string;
	readonly analysis: ImageAnalysis;
	/** What the engine reports as size; absent for an archive. */
	readonly engineBytes?: number;
}

/** Rows of each list: the largest ones tell where the bytes are. */
const shownRows = 10;

const categoryTitles: Readonly<Record<ToolCategory, string>> = {
	shell: 'shells',
	'package-manager': 'package managers',
	'build-tool': 'compilers and build tools',
};

/** The report as text, with a line end. Names from the image are shown with their control characters spelled out. */
export function renderImageText(image: ImageText, options: ImageTextOptions): string {
	const { analysis } = image;
	const sections: readonly (readonly [string, readonly string[]])[] = [
		[visible(image.name), headLines(analysis, options)],
		['Sizes', sizeLines(image)],
		['Layers', layerLines(analysis.layers, options.columns)],
		[`Dead weight: ${sizeText(analysis.deadBytes)}, hidden by later layers`, deadLines(analysis.hidden)],
		['Largest files', fileLines(analysis.files)],
		['Programs, found by their content', toolLines(analysis.tools, options)],
		['Files that run as their owner or group (set-uid, set-gid)', modeLines(analysis.setIdFiles)],
		['Files that look like secrets', secretLines(analysis)],
		[
			'Odd entries',
			analysis.oddities.map(({ layer, path, problem }) => `  layer ${layer}: ${visible(path)} ${problem}`),
		],
	];
	const texts = sections
		.filter(([, lines]) => lines.length > 0)
		.map(([title, lines]) => [bold(title, options), ...lines].join('\n'));
	return `${texts.join('\n\n')}\n`;
}

function headLines({ id, config, files, layers }: ImageAnalysis, { columns }: ImageTextOptions): readonly string[] {
	const program = [...config.entrypoint, ...config.cmd];
	const count = files.filter(({ type }) => type !== 'directory').length;
	return [
		`  id        ${id}`,
		`  platform  ${visible(`${config.os}/${config.architecture}`)}, ${countText(layers.length, 'layer')}, ${countText(count, 'file')}`,
		...hanging(
			'  runs      ',
			program.length === 0 ? 'nothing: no ENTRYPOINT, no CMD' : visible(program.join(' ')),
			columns,
		),
		`  as user   ${config.user === '' ? 'root (no USER)' : visible(config.user)}`,
	];
}

function sizeLines({ analysis, engineBytes }: ImageText): readonly string[] {
	const { unpackedBytes, transferBytes } = analysis;
	const row = (name: string, bytes: number, meaning: string) => [
		`  ${name}`,
		sizeText(bytes),
		exactSizeText(bytes),
		meaning,
	];
	return tableLines(
		[
			row('unpacked', unpackedBytes, 'all files of all layers'),
			transferBytes === undefined
				? ['  transfer', '', '', 'not measured: add --transfer']
				: row('transfer', transferBytes, 'the layers in gzip, as a registry has them'),
			...(engineBytes === undefined ? [] : [row('engine', engineBytes, 'what docker images shows')]),
		],
		[1, 2],
	);
}

function deadLines(hidden: readonly HiddenFile[]): readonly string[] {
	const rows = hidden
		.slice(0, shownRows)
		.map(({ path, size, layer, hiddenBy, cause }) => [
			`  ${sizeText(size)}`,
			visible(path),
			`in layer ${layer}, ${cause} in ${hiddenBy}`,
		]);
	return [...tableLines(rows, [0]), ...more(hidden.length)];
}

function fileLines(files: readonly FileEntry[]): readonly string[] {
	const largest = files
		.filter(({ size }) => size > 0)
		.sort((a, b) => b.size - a.size)
		.slice(0, shownRows);
	return tableLines(
		largest.map(({ path, size, layer }) => [`  ${sizeText(size)}`, visible(path), `layer ${layer}`]),
		[0],
	);
}

function toolLines(tools: readonly FoundTool[], { columns }: ImageTextOptions): readonly string[] {
	if (tools.length === 0) return ['  no shell, no package manager, no compiler or build tool'];
	return Object.entries(categoryTitles).flatMap(([category, title]) => {
		const found = tools.filter((tool) => tool.category === category);
		const names = [...new Set(found.map(({ name }) => name))];
		const places = names.map((name) => {
			const paths = found.filter((tool) => tool.name === name).map(({ path }) => path);
			const [first = ''] = paths;
			// A program that does the work of many lies under many names; its own says most.
			const shown = paths.find((path) => path.endsWith(`/${name}`)) ?? first;
			return `${name} (/${visible(shown)}${paths.length === 1 ? '' : ` and ${paths.length - 1} more`})`;
		});
		return hanging(`  ${title}: `, places.length === 0 ? 'none' : places.join(', '), columns);
	});
}

function modeLines(files: readonly FileEntry[]): readonly string[] {
	const rows = files
		.slice(0, shownRows)
		.map(({ mode, uid, gid, path }) => [`  ${mode.toString(8).padStart(4, '0')}`, `${uid}:${gid}`, visible(path)]);
	return [...tableLines(rows, []), ...more(files.length)];
}

function secretLines({ secrets }: ImageAnalysis): readonly string[] {
	const rows = secrets
		.slice(0, shownRows)
		.map(({ rule, path, layer, evidence, hiddenBy }) => [
			`  ${rule}`,
			visible(path),
			`layer ${layer}${hiddenBy === undefined ? '' : `, hidden in ${hiddenBy} but still there`}${evidence === 'path' ? ', by its name' : ''}`,
		]);
	return [...tableLines(rows, []), ...more(secrets.length)];
}

function more(count: number): readonly string[] {
	return count > shownRows ? [`  and ${(count - shownRows).toLocaleString('en-US')} more`] : [];
}

function bold(text: string, { color }: ImageTextOptions): string {
	return color ? styleText('bold', text, { validateStream: false }) : text;
}
