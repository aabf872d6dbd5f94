/** Before → after with the factor, in one line of the strip. */
import { exactSizeText, factorText, sizeText } from '#protocol/size-text.ts';
import { Icon } from './icons.tsx';
import type { KnownSizes } from './sizes.ts';

export function SizeLine({ sizes }: { readonly sizes: KnownSizes }) {
	const before = sizes.before?.unpacked;
	const after = sizes.after?.unpacked;
	if (before === undefined && after === undefined) {
		return <p class="size-line empty">Check your work to see how large both images are.</p>;
	}
	const scale = Math.max(before ?? 0, after ?? 0);
	return (
		<p class="size-line numbers">
			<span title={before === undefined ? undefined : exactSizeText(before)}>
				<span class="visually-hidden">Before: </span>
				{before === undefined ? 'before: not built' : sizeText(before)}
			</span>
			<Icon name="arrow" />
			<strong title={after === undefined ? undefined : exactSizeText(after)}>
				<span class="visually-hidden">after: </span>
				{after === undefined ? 'after: not built' : sizeText(after)}
			</strong>
			{sizes.factor !== undefined && <span class="factor">{factorWords(sizes.factor)}</span>}
			<span class="line-bars" aria-hidden="true">
				<span class="bar base" style={{ width: `${((before ?? 0) / scale) * 100}%` }} />
				<span class="bar own" style={{ width: `${((after ?? 0) / scale) * 100}%` }} />
			</span>
		</p>
	);
}

export function factorWords(factor: number): string {
	if (factor >= 1.05) return `${factorText(factor)} times smaller`;
	return factor <= 0.95 ? `${factorText(1 / factor)} times larger` : 'about the same size';
}
