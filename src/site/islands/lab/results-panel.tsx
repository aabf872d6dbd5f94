/** The report: the score, the sizes, the five groups of checks. */
import type { Report } from '#protocol/report.ts';
import { useStore } from '../use-store.ts';
import { AdviceList } from './advice-list.tsx';
import { byGroup, firstFailed, groupTitles } from './check-groups.ts';
import { CheckRow } from './check-row.tsx';
import { Icon } from './icons.tsx';
import { JobOutcome } from './job-outcome.tsx';
import { isOver, type JobView } from './job-view.ts';
import { usePane } from './pane-context.ts';
import { ProblemNote } from './problem-note.tsx';
import { SizeBars } from './size-bars.tsx';
import { factorWords } from './size-line.tsx';
import { knownSizes } from './sizes.ts';
import { StepList } from './step-list.tsx';

function WhatIsChecked() {
	const view = useStore(usePane().view);
	if (view === undefined) return <p class="panel-empty late">Loading the checks</p>;
	return (
		<div class="panel-text">
			<h3>Not checked yet</h3>
			<p>
				Check builds your image, runs it, measures it and looks inside. {view.maxScore} points can be had, for this:
			</p>
			{byGroup(view.checks).map(({ group, items }) => (
				<section key={group} class="group">
					<h4>{groupTitles[group]}</h4>
					<ul class="planned">
						{items.map((check) => (
							<li key={check.id}>
								{check.title}
								<span class="planned-points numbers">{check.maxPoints}</span>
							</li>
						))}
					</ul>
				</section>
			))}
			{view.hiddenChecks > 0 && <p>And {view.hiddenChecks} more that are told afterwards.</p>}
		</div>
	);
}

function MeasuredOn({ report }: { readonly report: Report }) {
	const origins = {
		offline: 'made here from packages',
		registry: 'pulled',
		user: 'was there already',
		unknown: 'origin not known',
	};
	const bases = report.bases.map((base) => `${base.reference} (${origins[base.origin]})`).join(', ');
	const engine = report.engine;
	return (
		<p class="measured-on">
			{engine !== undefined && `Measured on Docker ${engine.version}, ${engine.store} store, ${engine.platform}`}
			{bases !== '' && `, with ${bases}`}.
		</p>
	);
}

function Groups({ report }: { readonly report: Report }) {
	const first = firstFailed(report.checks);
	return (
		<>
			{byGroup(report.checks).map(({ group, items }) => {
				const passed = items.filter((check) => check.status === 'pass').length;
				return (
					<section key={group} class="group">
						<h4>
							{groupTitles[group]}
							<span class="group-count numbers">
								{passed} of {items.length}
							</span>
						</h4>
						<ul class="checks">
							{items.map((check) => (
								<CheckRow key={`${report.startedAt} ${check.id}`} check={check} open={check.id === first} />
							))}
						</ul>
					</section>
				);
			})}
		</>
	);
}

function ReportView({ report }: { readonly report: Report }) {
	const sizes = knownSizes(report, undefined);
	return (
		<div class="report">
			{report.status === 'ungradable' && (
				<ProblemNote
					message="This could not be graded, and that is not your fault."
					hint={`${report.fault ?? ''} Your points are not touched; check again later.`}
				/>
			)}
			<div class="score">
				<h3 class="numbers">
					{report.score} of {report.maxScore} points
				</h3>
				{report.par !== undefined && <span>Your size reaches {report.par}.</span>}
				{sizes.factor !== undefined && <span>{factorWords(sizes.factor)}</span>}
			</div>
			{report.images.length > 0 && <SizeBars sizes={sizes} />}
			<Groups report={report} />
			<AdviceList advice={report.advice} />
			{report.notes.map((note) => (
				<p key={note} class="report-note">
					{note}
				</p>
			))}
			<MeasuredOn report={report} />
		</div>
	);
}

/** A check that goes on: what is done, what is being done, and the steps of its builds. */
function CheckGoing({ job }: { readonly job: JobView }) {
	return (
		<div class="going">
			<h3>Checking your work</h3>
			{!job.connected && <JobOutcome job={job} />}
			<ol class="phases" aria-live="polite">
				{job.phases.length === 0 && (
					<li>
						<Icon name="running" /> Starting
					</li>
				)}
				{job.phases.map((phase, index) => (
					<li key={phase.phase}>
						<Icon name={index < job.phases.length - 1 ? 'pass' : 'running'} />
						<span>{phase.phase}</span>
						<span class="phase-detail">{phase.detail}</span>
					</li>
				))}
			</ol>
			<StepList job={job} />
		</div>
	);
}

export function ResultsPanel() {
	const pane = usePane();
	const job = useStore(pane.jobs.current);
	const report = useStore(pane.report);
	const checking = job?.kind === 'check' ? job : undefined;
	if (checking !== undefined && !isOver(checking)) return <CheckGoing job={checking} />;
	if (report !== undefined && checking?.state !== 'failed') return <ReportView report={report} />;
	return (
		<>
			{checking !== undefined && <JobOutcome job={checking} />}
			{report === undefined ? <WhatIsChecked /> : <ReportView report={report} />}
		</>
	);
}
