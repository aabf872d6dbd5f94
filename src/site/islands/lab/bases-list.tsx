/** How far the bases of the lab are. */
import { runnerLang } from '../../text/locales.ts';
import { useText } from '../text-context.ts';
import { Icon, type IconName } from './icons.tsx';
import type { Readiness } from './readiness.ts';

const marks: Readonly<Record<Readiness['bases'][number]['state'], IconName>> = {
	present: 'pass',
	waiting: 'pending',
	preparing: 'running',
	failed: 'fail',
	missing: 'skip',
};

export function BasesList({ ready }: { readonly ready: Readiness }) {
	const { bases: words, format } = useText();
	return (
		<ul class="bases">
			{ready.bases.map((base) => (
				<li key={base.reference} class={base.state}>
					<Icon name={marks[base.state]} />
					<code>{base.reference}</code>
					{base.state === 'preparing' && base.step !== '' ? (
						<span class="base-step" lang={runnerLang}>
							{base.step}
						</span>
					) : (
						<span class="base-step">{words[base.state]}</span>
					)}
					<span class="numbers">
						{base.bytes > 0 && format.bytes(base.bytes)}
						{base.bytes > 0 && base.state === 'preparing' && ', '}
						{base.state === 'preparing' && format.duration(base.milliseconds)}
					</span>
				</li>
			))}
		</ul>
	);
}
