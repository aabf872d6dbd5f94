/** The steps of a build: mark, name, time; opened: what they printed. */

import { useEffect, useRef } from 'preact/hooks';
import { durationText } from '#protocol/size-text.ts';
import { Icon, type IconName } from './icons.tsx';
import type { JobView, StepView } from './job-view.ts';
import { ScrollText } from './scroll-text.tsx';
import { inReadingOrder } from './step-order.ts';
import { useElapsed } from './use-elapsed.ts';

const marks: Readonly<Record<StepView['step']['status'], IconName>> = {
	pending: 'pending',
	running: 'running',
	done: 'pass',
	error: 'fail',
	cancelled: 'skip',
};
const words = { pending: 'waits', running: 'running', done: 'done', error: 'failed', cancelled: 'cancelled' } as const;
const imageWords = { before: 'before image', after: 'your image', marker: 'changed source' } as const;

function outputText(view: StepView): string {
	if (view.log !== '') return view.logCut ? `… the beginning was left out\n${view.log}` : view.log;
	return view.step.cached ? 'Taken from the cache: nothing ran.' : 'No output.';
}

function StepTime({ view: { step, since } }: { readonly view: StepView }) {
	const elapsed = useElapsed(since, step.status === 'running' ? undefined : since + step.milliseconds);
	if (step.cached) return <>cached</>;
	return <>{step.status === 'pending' ? '' : durationText(elapsed)}</>;
}

function StepRow({ view, several }: { readonly view: StepView; readonly several: boolean }) {
	const { step } = view;
	const output = useRef<HTMLPreElement>(null);
	useEffect(() => {
		// The end is what matters while it runs.
		if (output.current !== null) output.current.scrollTop = output.current.scrollHeight;
	}, [view.log]);
	return (
		<details class={`step ${step.status}`} open={step.status === 'error' || undefined}>
			<summary>
				<Icon name={step.cached ? 'clock' : marks[step.status]} />
				<span class="visually-hidden">{words[step.status]}: </span>
				<code class="step-name">{step.name}</code>
				{several && <span class="step-image">{imageWords[view.image]}</span>}
				<span class="step-time numbers">
					<StepTime view={view} />
				</span>
			</summary>
			<ScrollText boxRef={output} label={`Output of ${step.name}`} text={outputText(view)} />
		</details>
	);
}

export function StepList({ job }: { readonly job: JobView }) {
	const several = new Set(job.steps.map((step) => step.image)).size > 1;
	return (
		<>
			{inReadingOrder(job.steps).map((step) => (
				<StepRow key={step.key} view={step} several={several} />
			))}
		</>
	);
}
