/** `stagecraft image`: what an image is made of. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '#errors';
import { type AnalyseOptions, analyseArchive } from '#image/analyse-archive.ts';
import { sizeText } from '#protocol/size-text.ts';
import { argument, type Command, type CommandInput, engineOptions } from '../command.ts';
import type { CliContext } from '../context.ts';
import { fileStream } from '../file-stream.ts';
import { dataDirOf } from '../project.ts';
import { type ImageText, renderImageText } from '../render/image-text.ts';
import { reportColumns } from '../render/report-columns.ts';
import { openWorkEngine } from '../workbench.ts';

/** Bytes between two updates of the progress. */
const progressBytes = 16_000_000;

export const imageCommand: Command = {
	name: 'image',
	summary: 'show the layers, files, sizes and waste of an image',
	arguments: [{ name: 'IMAGE', description: 'a reference such as golang:1.27, or an archive of docker save' }],
	options: [
		{ flags: '--format <format>', description: 'how to print', choices: ['text', 'json'], default: 'text' },
		{
			flags: '--transfer',
			description: 'measure the transfer size too: it compresses every layer, about 30 s for 1 GB',
		},
		...engineOptions,
	],
	examples: [
		'stagecraft image golang:1.27',
		'stagecraft image my-image.tar --format json',
		'stagecraft image my-app --transfer',
	],
	async run(context, input) {
		const name = argument(input, 'image');
		const options: AnalyseOptions = {
			transferSize: input.options['transfer'] === true ? 'exact' : 'skip',
			signal: context.signal,
		};
		const image = await analyseNamed(context, input, name, options);
		context.progress.finish();
		context.out(
			input.options['format'] === 'json'
				? imageJson(image)
				: renderImageText(image, { columns: reportColumns(context), color: context.color }),
		);
		return 0;
	},
};

/** A file of this name is an archive; all else is a reference that the engine knows. */
async function analyseNamed(
	context: CliContext,
	input: CommandInput,
	name: string,
	options: AnalyseOptions,
): Promise<ImageText> {
	const path = resolve(context.cwd, name);
	const found = await stat(path).catch(() => undefined);
	if (found?.isFile())
		return { name, analysis: await analyseArchive(watched(context, fileStream(path), name), options) };
	if (/^[./]|\.tar(?:\.\w+)?$/.test(name)) {
		throw new UserError(
			'image-not-found',
			`There is no archive ${name}${found === undefined ? '' : ': it is no file'}.`,
			'Check the path, or name an image: stagecraft image golang:1.27',
		);
	}
	await using engine = await openWorkEngine(context, dataDirOf(context, input));
	const facts = await engine.images.inspect(name, { signal: context.signal });
	const archive = await engine.images.save(name, { signal: context.signal });
	try {
		const analysis = await analyseArchive(watched(context, archive, name), options);
		return { name, analysis, ...(facts === undefined ? {} : { engineBytes: facts.engineSize }) };
	} finally {
		archive.destroy();
	}
}

function imageJson({
	name,
	analysis,
	engineBytes = null,
}: { readonly engineBytes?: number | null } & Omit<ImageText, 'engineBytes'>): string {
	return `${JSON.stringify({ schema: 'stagecraft.image/1', name, engineBytes, ...analysis })}\n`;
}

/** The stream as it is, with its progress shown. */
async function* watched(
	context: CliContext,
	stream: AsyncIterable<Uint8Array>,
	label: string,
): AsyncGenerator<Uint8Array, void, void> {
	let bytes = 0;
	let shown = 0;
	for await (const piece of stream) {
		bytes += piece.length;
		if (bytes - shown >= progressBytes) {
			shown = bytes;
			context.progress.show([
				{ key: 'image', label, state: 'running', step: 'reading the image', figures: sizeText(bytes) },
			]);
		}
		yield piece;
	}
}
