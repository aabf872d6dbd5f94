/** Before and after on one scale; a bar too small to see gets a magnifier that says how much it magnifies. */
import { useText } from '../text-context.ts';
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
	const { format, sizes } = useText();
	return (
		<div class="size-row">
			<span class="size-name">{name}</span>
			<span class="size-track">
				{bytes !== undefined && <span class={`bar ${kind}`} style={{ width: `${share * 100}%` }} />}
				{bytes !== undefined && times > 1 && (
					<span class="magnifier" title={sizes.magnifiedBar(times)}>
						<Icon name="lens" />
						<span class="magnified">
							<span class={`bar ${kind}`} style={{ width: `${share * times * 100}%` }} />
						</span>
						<span class="magnified-by">{sizes.magnified(times)}</span>
					</span>
				)}
			</span>
			<span class="size-value numbers" title={bytes === undefined ? undefined : format.exactBytes(bytes)}>
				{bytes === undefined ? sizes.notBuilt : format.bytes(bytes)}
			</span>
		</div>
	);
}

export function SizeBars({ sizes }: { readonly sizes: KnownSizes }) {
	const words = useText().sizes;
	const before = sizes.before?.unpacked;
	const after = sizes.after?.unpacked;
	const scale = Math.max(before ?? 0, after ?? 0);
	return (
		<div class="size-bars">
			<Bar name={words.before} bytes={before} scale={scale} kind="base" />
			<Bar name={words.after} bytes={after} scale={scale} kind="own" />
		</div>
	);
}
