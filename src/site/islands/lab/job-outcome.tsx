/** How a build or check ended, in a sentence, with the next action. */
import { runnerLang } from '../../text/locales.ts';
import { useText } from '../text-context.ts';
import type { JobView } from './job-view.ts';
import { usePane } from './pane-context.ts';
import { ProblemNote } from './problem-note.tsx';
import { ScrollText } from './scroll-text.tsx';

/** Where the reason stands, more often than not. */
const shownLines = 4;

function lastWords(job: JobView): string {
	const log = job.steps.find(({ step }) => step.status === 'error')?.log ?? '';
	return log.trimEnd().split('\n').slice(-shownLines).join('\n');
}

function FailedBuild({ job, built }: { readonly job: JobView; readonly built: NonNullable<JobView['built']> }) {
	const pane = usePane();
	const { jobs } = useText();
	const { line } = built;
	const words = lastWords(job);
	return (
		<div class="outcome failed" role="alert">
			<p>
				<strong>{line === undefined ? jobs.failed : jobs.failedAt(pane.dockerfile, line, built.endLine)}</strong>{' '}
				<span class="engine-words" lang={runnerLang}>
					{built.error}
				</span>
			</p>
			{words !== '' && <ScrollText label={jobs.endOfOutput} text={words} />}
			{built.hint !== undefined && built.hint !== '' && (
				<p class="next-step" lang={runnerLang}>
					{built.hint}
				</p>
			)}
			{line !== undefined && (
				<button type="button" class="button" onClick={() => pane.show(pane.dockerfile, line)}>
					{jobs.goToLine(line)}
				</button>
			)}
		</div>
	);
}

export function JobOutcome({ job }: { readonly job: JobView }) {
	const pane = usePane();
	const { format, jobs, tryAgain } = useText();
	if (job.state === 'failed' && job.problem !== undefined) {
		const retry = { label: tryAgain, run: () => void pane.jobs.start(job.kind) };
		return <ProblemNote message={job.problem.detail} hint={job.problem.hint} action={retry} />;
	}
	if (!job.connected) {
		return <p class="outcome waiting">{jobs.broken}</p>;
	}
	if (job.state === 'cancelled') return <p class="outcome">{jobs.cancelled}</p>;
	if (job.built?.outcome === 'failed') return <FailedBuild job={job} built={job.built} />;
	if (job.state === 'done' && job.kind === 'build') {
		const size = job.built?.sizes?.unpacked;
		return (
			<p class="outcome built" role="status">
				<strong>{jobs.built}</strong> {size !== undefined && jobs.size(format.bytes(size))}
				{jobs.pressCheck}
			</p>
		);
	}
	if (job.state === 'done') {
		return (
			<p class="outcome" role="status">
				{jobs.checked}
			</p>
		);
	}
	return null;
}
