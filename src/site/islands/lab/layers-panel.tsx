/** The layers of both images as bars: which instruction made how many bytes. */

import type { ReportImage } from '#protocol/report.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { magnification } from './magnification.ts';
import { usePane } from './pane-context.ts';

interface ImageProps {
	readonly image: ReportImage;
	/** Bytes of the largest image: one scale for all. */
	readonly scale: number;
}

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
	const { format, layers } = useText();
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
						{layer.instruction === '' ? layers.ofBase : layer.instruction}
					</code>
					{layer.fromBase && <span>{layers.base}</span>}
					{line !== undefined && (
						<button type="button" class="link" onClick={() => pane.show(file, line)}>
							{layers.line(line)}
						</button>
					)}
				</div>
			</td>
			<td class="numbers" title={format.exactBytes(layer.bytes)}>
				{format.bytes(layer.bytes)}
			</td>
		</tr>
	);
}

function ImageLayers({ image, scale }: ImageProps) {
	const view = useStore(usePane().view);
	const { format, layers, sizes } = useText();
	const times = magnification(image.sizes.unpacked / scale);
	return (
		<section class="layers">
			<h3>
				{sizes[image.role]} <code class="layers-tag">{image.tag}</code>
				<span class="numbers" title={format.exactBytes(image.sizes.unpacked)}>
					{format.bytes(image.sizes.unpacked)}
				</span>
			</h3>
			{times > 1 && <p class="magnified-by">{layers.magnified(times)}</p>}
			<table>
				<thead>
					<tr>
						<th scope="col">{layers.share}</th>
						<th scope="col">{layers.instruction}</th>
						<th scope="col">{layers.bytes}</th>
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
				{layers.sizes(
					format.bytes(image.sizes.unpacked),
					format.bytes(image.sizes.transfer),
					format.bytes(image.sizes.engine),
				)}
			</p>
		</section>
	);
}

export function LayersPanel() {
	const { layers } = useText();
	const report = useStore(usePane().report);
	if (report === undefined || report.images.length === 0) {
		return (
			<div class="panel-text">
				<h3>{layers.none}</h3>
				<p>{layers.checkFirst}</p>
			</div>
		);
	}
	const scale = Math.max(1, ...report.images.map((image) => image.sizes.unpacked));
	return (
		<div class="panel-text">
			<p class="legend">
				<span class="bar base" /> {layers.fromBase} <span class="bar own" /> {layers.own}
			</p>
			{report.images.map((image) => (
				<ImageLayers key={image.role} image={image} scale={scale} />
			))}
		</div>
	);
}
