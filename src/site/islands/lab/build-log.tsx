/** The build as it goes: its steps, their time, what they printed. */
import { durationText } from '#protocol/size-text.ts';
import { useStore } from '../use-store.ts';
import { BasesList } from './bases-list.tsx';
import { JobOutcome } from './job-outcome.tsx';
import { isOver, type JobView } from './job-view.ts';
import { usePane } from './pane-context.ts';
import { ProblemNote } from './problem-note.tsx';
import { readiness } from './readiness.ts';
import { StepList } from './step-list.tsx';
import { useElapsed } from './use-elapsed.ts';

function LogTitle({ job }: { readonly job: JobView }) {
	const elapsed = durationText(useElapsed(job.startedAt, job.endedAt));
	const what = job.kind === 'build' ? 'Build' : 'Check';
	const phase = isOver(job) ? '' : (job.phases.at(-1)?.phase ?? 'starting');
	return (
		<>
			{what}
			{phase !== '' && <span class="log-phase">{phase}</span>}
			<span class="log-time numbers">{elapsed}</span>
		</>
	);
}

function Preparing() {
	const pane = usePane();
	const course = useStore(pane.course.state);
	const ready = readiness(course, pane.lab);
	if (ready.problem !== undefined) {
		return (
			<>
				<ProblemNote {...ready.problem} action={{ label: 'Try again', run: () => pane.course.retry() }} />
				<BasesList ready={ready} />
			</>
		);
	}
	if (ready.tone === 'work') {
		return (
			<div class="preparing">
				<p>
					<strong>{ready.blocked}</strong> This happens once; reading and editing need not wait for it.
				</p>
				<BasesList ready={ready} />
			</div>
		);
	}
	return <p class="log-empty">Press Build, and each step of the build shows here with its time and its output.</p>;
}

export function BuildLog() {
	const pane = usePane();
	const job = useStore(pane.jobs.current);
	const open = useStore(pane.logOpen);
	return (
		<section class="log" data-open={open} aria-label="Build output">
			<h3>
				<button type="button" aria-expanded={open} onClick={() => pane.logOpen.set(!open)}>
					<span class="twist" aria-hidden="true" />
					{job === undefined ? 'Build output' : <LogTitle job={job} />}
				</button>
			</h3>
			{open && (
				<div class="log-body">
					{job === undefined ? <Preparing /> : <JobOutcome job={job} />}
					{job !== undefined && <StepList job={job} />}
				</div>
			)}
		</section>
	);
}
