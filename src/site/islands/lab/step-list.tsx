/** The steps of a build: mark, name, time; opened: what they printed. */

import { useEffect, useRef } from 'preact/hooks';
import type { LabText } from '../../text/en/lab.ts';
import { useText } from '../text-context.ts';
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

function outputText(view: StepView, { steps }: LabText): string {
	if (view.log !== '') return view.logCut ? `${steps.cut}\n${view.log}` : view.log;
	return view.step.cached ? steps.fromCache : steps.noOutput;
}

function StepTime({ view: { step, since } }: { readonly view: StepView }) {
	const { format, steps } = useText();
	const elapsed = useElapsed(since, step.status === 'running' ? undefined : since + step.milliseconds);
	if (step.cached) return <>{steps.cached}</>;
	return <>{step.status === 'pending' ? '' : format.duration(elapsed)}</>;
}

function StepRow({ view, several }: { readonly view: StepView; readonly several: boolean }) {
	const { step } = view;
	const text = useText();
	const output = useRef<HTMLPreElement>(null);
	useEffect(() => {
		// The end is what matters while it runs.
		if (output.current !== null) output.current.scrollTop = output.current.scrollHeight;
	}, [view.log]);
	return (
		<details class={`step ${step.status}`} open={step.status === 'error' || undefined}>
			<summary>
				<Icon name={step.cached ? 'clock' : marks[step.status]} />
				<span class="visually-hidden">{text.steps[step.status]}: </span>
				<code class="step-name">{step.name}</code>
				{several && <span class="step-image">{text.steps.images[view.image]}</span>}
				<span class="step-time numbers">
					<StepTime view={view} />
				</span>
			</summary>
			<ScrollText boxRef={output} label={text.steps.outputOf(step.name)} text={outputText(view, text)} />
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
