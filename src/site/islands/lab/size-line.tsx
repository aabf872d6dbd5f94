/** Before → after with the factor, in one line of the strip. */
import type { LabText } from '../../text/en/lab.ts';
import { useText } from '../text-context.ts';
import { Icon } from './icons.tsx';
import type { KnownSizes } from './sizes.ts';

export function SizeLine({ sizes }: { readonly sizes: KnownSizes }) {
	const text = useText();
	const { format, sizes: words } = text;
	const before = sizes.before?.unpacked;
	const after = sizes.after?.unpacked;
	if (before === undefined && after === undefined) {
		return <p class="size-line empty">{words.none}</p>;
	}
	const scale = Math.max(before ?? 0, after ?? 0);
	return (
		<p class="size-line numbers">
			<span title={before === undefined ? undefined : format.exactBytes(before)}>
				<span class="visually-hidden">{words.beforeIs}</span>
				{before === undefined ? words.beforeMissing : format.bytes(before)}
			</span>
			<Icon name="arrow" />
			<strong title={after === undefined ? undefined : format.exactBytes(after)}>
				<span class="visually-hidden">{words.afterIs}</span>
				{after === undefined ? words.afterMissing : format.bytes(after)}
			</strong>
			{sizes.factor !== undefined && <span class="factor">{factorWords(sizes.factor, text)}</span>}
			<span class="line-bars" aria-hidden="true">
				<span class="bar base" style={{ width: `${((before ?? 0) / scale) * 100}%` }} />
				<span class="bar own" style={{ width: `${((after ?? 0) / scale) * 100}%` }} />
			</span>
		</p>
	);
}

/** `405 times smaller`. */
export function factorWords(factor: number, { sizes }: Pick<LabText, 'sizes'>): string {
	if (factor >= 1.05) return sizes.smaller(factor);
	return factor <= 0.95 ? sizes.larger(1 / factor) : sizes.same;
}
