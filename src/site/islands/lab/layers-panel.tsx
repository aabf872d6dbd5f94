/** The layers of both images as bars: which instruction made how many bytes. */

import type { ReportImage } from '#protocol/report.ts';
import { countText, exactSizeText, sizeText } from '#protocol/size-text.ts';
import { useStore } from '../use-store.ts';
import { magnification } from './magnification.ts';
import { usePane } from './pane-context.ts';

interface ImageProps {
	readonly image: ReportImage;
	/** Bytes of the largest image: one scale for all. */
	readonly scale: number;
}

const titles = { before: 'Before', after: 'After' } as const;

function LayerRow({
	layer,
	share,
	file,
}: {
	readonly layer: ReportImage['layers'][number];
	readonly share: number;
	readonly file: string;
}) {
	const pane = usePane();
	const { line } = layer;
	return (
		<tr class={layer.fromBase ? 'from-base' : ''}>
			<td>
				{layer.bytes > 0 && (
					<span class={`bar ${layer.fromBase ? 'base' : 'own'}`} style={{ width: `${share * 100}%` }} />
				)}
			</td>
			<td>
				<div class="layer-name">
					<code class="layer-instruction" title={layer.instruction}>
						{layer.instruction === '' ? 'files of the base' : layer.instruction}
					</code>
					{layer.fromBase && <span>base</span>}
					{line !== undefined && (
						<button type="button" class="link" onClick={() => pane.show(file, line)}>
							line {line}
						</button>
					)}
				</div>
			</td>
			<td class="numbers" title={exactSizeText(layer.bytes)}>
				{sizeText(layer.bytes)}
			</td>
		</tr>
	);
}

function ImageLayers({ image, scale }: ImageProps) {
	const view = useStore(usePane().view);
	const times = magnification(image.sizes.unpacked / scale);
	return (
		<section class="layers">
			<h3>
				{titles[image.role]} <code class="layers-tag">{image.tag}</code>
				<span class="numbers" title={exactSizeText(image.sizes.unpacked)}>
					{sizeText(image.sizes.unpacked)}
				</span>
			</h3>
			{times > 1 && (
				<p class="magnified-by">Bars magnified {countText(times, 'time')}, to be seen beside the other image.</p>
			)}
			<table>
				<thead>
					<tr>
						<th scope="col">Share</th>
						<th scope="col">Instruction</th>
						<th scope="col">Bytes</th>
					</tr>
				</thead>
				<tbody>
					{image.layers.map((layer, index) => (
						<LayerRow
							key={`${index} ${layer.instruction}`}
							layer={layer}
							share={(layer.bytes / scale) * times}
							file={view?.images[image.role].dockerfile ?? 'Dockerfile'}
						/>
					))}
				</tbody>
			</table>
			<p class="three-sizes numbers">
				Unpacked {sizeText(image.sizes.unpacked)}, to transfer {sizeText(image.sizes.transfer)}, by the engine{' '}
				{sizeText(image.sizes.engine)}.
			</p>
		</section>
	);
}

export function LayersPanel() {
	const report = useStore(usePane().report);
	if (report === undefined || report.images.length === 0) {
		return (
			<div class="panel-text">
				<h3>No layers yet</h3>
				<p>
					Check your work once. Then each layer of both images stands here as a bar, with the instruction that made it.
				</p>
			</div>
		);
	}
	const scale = Math.max(1, ...report.images.map((image) => image.sizes.unpacked));
	return (
		<div class="panel-text">
			<p class="legend">
				<span class="bar base" /> from the base <span class="bar own" /> your own
			</p>
			{report.images.map((image) => (
				<ImageLayers key={image.role} image={image} scale={scale} />
			))}
		</div>
	);
}
