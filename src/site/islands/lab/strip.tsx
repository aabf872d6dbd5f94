/** The strip on top: the engine, the step of the lesson, the sizes, and the two buttons. */

import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { isOver, type JobView } from './job-view.ts';
import { usePane } from './pane-context.ts';
import { readiness } from './readiness.ts';
import { SizeLine } from './size-line.tsx';
import { knownSizes } from './sizes.ts';
import { useElapsed } from './use-elapsed.ts';
import { useLessonStep } from './use-lesson-step.ts';

function Elapsed({ job }: { readonly job: JobView }) {
	return <span class="numbers">{useText().format.duration(useElapsed(job.startedAt, job.endedAt))}</span>;
}

function Actions({ blocked }: { readonly blocked: string | undefined }) {
	const pane = usePane();
	const words = useText().strip;
	const job = useStore(pane.jobs.current);
	const busy = job !== undefined && !isOver(job);
	const start = (kind: 'build' | 'check') => {
		if (busy || blocked !== undefined) return;
		pane.tab.set(kind === 'build' ? 'files' : 'results');
		pane.logOpen.set(true);
		void pane.jobs.start(kind);
	};
	const why = busy ? words.busy : blocked;
	const disabled = why === undefined ? undefined : 'true';
	return (
		<div class="actions">
			{busy ? (
				<button type="button" class="button" onClick={() => void pane.jobs.cancel()}>
					{words.cancel}
				</button>
			) : (
				<button
					type="button"
					class="button"
					aria-disabled={disabled}
					title={why ?? words.buildHelp}
					onClick={() => start('build')}
				>
					{words.build}
				</button>
			)}
			<button
				type="button"
				class="button primary"
				aria-disabled={disabled}
				title={why ?? words.checkHelp}
				onClick={() => start('check')}
			>
				{busy ? (
					<>
						{job.kind === 'build' ? words.building : words.checking} <Elapsed job={job} />
					</>
				) : (
					words.check
				)}
			</button>
		</div>
	);
}

export function Strip() {
	const pane = usePane();
	const course = useStore(pane.course.state);
	const report = useStore(pane.report);
	const job = useStore(pane.jobs.current);
	const step = useLessonStep();
	const ready = readiness(course, pane.lab, pane.text);
	return (
		<header class="strip">
			<div class="strip-facts">
				<p class="strip-line">
					<span class="engine-state" data-tone={ready.tone} role="status">
						<span class="dot" aria-hidden="true" />
						{ready.label}
					</span>
					{step !== undefined && <span class="lesson-step">{step}</span>}
				</p>
				<SizeLine sizes={knownSizes(report, job)} />
			</div>
			<Actions blocked={ready.blocked} />
		</header>
	);
}
