/** The build as it goes: its steps, their time, what they printed. */
import { runnerLang } from '../../text/locales.ts';
import { useText } from '../text-context.ts';
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
	const { format, jobs } = useText();
	const elapsed = format.duration(useElapsed(job.startedAt, job.endedAt));
	const phase = job.phases.at(-1)?.phase;
	return (
		<>
			{jobs[job.kind]}
			{!isOver(job) && phase === undefined && <span class="log-phase">{jobs.starting}</span>}
			{!isOver(job) && phase !== undefined && (
				<span class="log-phase" lang={runnerLang}>
					{phase}
				</span>
			)}
			<span class="log-time numbers">{elapsed}</span>
		</>
	);
}

function Preparing() {
	const pane = usePane();
	const text = useText();
	const course = useStore(pane.course.state);
	const ready = readiness(course, pane.lab, text);
	if (ready.problem !== undefined) {
		return (
			<>
				<ProblemNote {...ready.problem} action={{ label: text.tryAgain, run: () => pane.course.retry() }} />
				<BasesList ready={ready} />
			</>
		);
	}
	if (ready.tone === 'work') {
		return (
			<div class="preparing">
				<p>
					<strong>{ready.blocked}</strong> {text.readiness.once}
				</p>
				<BasesList ready={ready} />
			</div>
		);
	}
	return <p class="log-empty">{text.jobs.hint}</p>;
}

export function BuildLog() {
	const pane = usePane();
	const { jobs } = useText();
	const job = useStore(pane.jobs.current);
	const open = useStore(pane.logOpen);
	return (
		<section class="log" data-open={open} aria-label={jobs.output}>
			<h3>
				<button type="button" aria-expanded={open} onClick={() => pane.logOpen.set(!open)}>
					<span class="twist" aria-hidden="true" />
					{job === undefined ? jobs.output : <LogTitle job={job} />}
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
