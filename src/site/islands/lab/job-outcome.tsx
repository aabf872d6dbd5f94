/** How a build or check ended, in a sentence, with the next action. */
import { sizeText } from '#protocol/size-text.ts';
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
	const { line } = built;
	const words = lastWords(job);
	return (
		<div class="outcome failed" role="alert">
			<p>
				<strong>The build failed{line === undefined ? '' : ` at line ${line} of the ${pane.dockerfile}`}.</strong>{' '}
				<span class="engine-words">{built.error}</span>
			</p>
			{words !== '' && <ScrollText label="The end of the output" text={words} />}
			{built.hint !== undefined && built.hint !== '' && <p class="next-step">{built.hint}</p>}
			{line !== undefined && (
				<button type="button" class="button" onClick={() => pane.show(pane.dockerfile, line)}>
					Go to line {line}
				</button>
			)}
		</div>
	);
}

export function JobOutcome({ job }: { readonly job: JobView }) {
	const pane = usePane();
	if (job.state === 'failed' && job.problem !== undefined) {
		const retry = { label: 'Try again', run: () => void pane.jobs.start(job.kind) };
		return <ProblemNote message={job.problem.detail} hint={job.problem.hint} action={retry} />;
	}
	if (!job.connected) {
		return (
			<p class="outcome waiting">
				The line to the course is broken. It is taken up again as soon as the course answers.
			</p>
		);
	}
	if (job.state === 'cancelled') return <p class="outcome">Cancelled. Nothing of it is kept.</p>;
	if (job.built?.outcome === 'failed') return <FailedBuild job={job} built={job.built} />;
	if (job.state === 'done' && job.kind === 'build') {
		const size = job.built?.sizes?.unpacked;
		return (
			<p class="outcome built" role="status">
				<strong>Built.</strong> {size !== undefined && `Your image has ${sizeText(size)}. `}Press Check to see what it
				is worth.
			</p>
		);
	}
	if (job.state === 'done') {
		return (
			<p class="outcome" role="status">
				Checked. The results are in their tab.
			</p>
		);
	}
	return null;
}
