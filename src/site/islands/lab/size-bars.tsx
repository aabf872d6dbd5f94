/** Before and after on one scale; a bar too small to see gets a magnifier that says how much it magnifies. */
import { countText, exactSizeText, sizeText } from '#protocol/size-text.ts';
import { Icon } from './icons.tsx';
import { magnification } from './magnification.ts';
import type { KnownSizes } from './sizes.ts';

interface BarProps {
	readonly name: string;
	readonly bytes: number | undefined;
	readonly scale: number;
	readonly kind: 'base' | 'own';
}

function Bar({ name, bytes, scale, kind }: BarProps) {
	const share = bytes === undefined || scale === 0 ? 0 : bytes / scale;
	const times = magnification(share);
	return (
		<div class="size-row">
			<span class="size-name">{name}</span>
			<span class="size-track">
				{bytes !== undefined && <span class={`bar ${kind}`} style={{ width: `${share * 100}%` }} />}
				{bytes !== undefined && times > 1 && (
					<span class="magnifier" title={`The same bar, magnified ${countText(times, 'time')}`}>
						<Icon name="lens" />
						<span class="magnified">
							<span class={`bar ${kind}`} style={{ width: `${share * times * 100}%` }} />
						</span>
						<span class="magnified-by">magnified {countText(times, 'time')}</span>
					</span>
				)}
			</span>
			<span class="size-value numbers" title={bytes === undefined ? undefined : exactSizeText(bytes)}>
				{bytes === undefined ? 'not built yet' : sizeText(bytes)}
			</span>
		</div>
	);
}

export function SizeBars({ sizes }: { readonly sizes: KnownSizes }) {
	const before = sizes.before?.unpacked;
	const after = sizes.after?.unpacked;
	const scale = Math.max(before ?? 0, after ?? 0);
	return (
		<div class="size-bars">
			<Bar name="Before" bytes={before} scale={scale} kind="base" />
			<Bar name="After" bytes={after} scale={scale} kind="own" />
		</div>
	);
}
