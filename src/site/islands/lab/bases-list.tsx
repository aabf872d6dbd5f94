/** How far the bases of the lab are. */
import { durationText, sizeText } from '#protocol/size-text.ts';
import { Icon, type IconName } from './icons.tsx';
import type { Readiness } from './readiness.ts';

const marks: Readonly<Record<Readiness['bases'][number]['state'], IconName>> = {
	present: 'pass',
	waiting: 'pending',
	preparing: 'running',
	failed: 'fail',
	missing: 'skip',
};

const words: Readonly<Record<Readiness['bases'][number]['state'], string>> = {
	present: 'ready',
	waiting: 'waits',
	preparing: 'being prepared',
	failed: 'failed',
	missing: 'not there',
};

export function BasesList({ ready }: { readonly ready: Readiness }) {
	return (
		<ul class="bases">
			{ready.bases.map((base) => (
				<li key={base.reference} class={base.state}>
					<Icon name={marks[base.state]} />
					<code>{base.reference}</code>
					<span class="base-step">
						{base.state === 'preparing' && base.step !== '' ? base.step : words[base.state]}
					</span>
					<span class="numbers">
						{base.bytes > 0 && sizeText(base.bytes)}
						{base.bytes > 0 && base.state === 'preparing' && ', '}
						{base.state === 'preparing' && durationText(base.milliseconds)}
					</span>
				</li>
			))}
		</ul>
	);
}
