/** The report: the score, the sizes, the five groups of checks. */
import type { Report } from '#protocol/report.ts';
import { runnerLang } from '../../text/locales.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { AdviceList } from './advice-list.tsx';
import { byGroup, firstFailed } from './check-groups.ts';
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
	const { results } = useText();
	if (view === undefined) return <p class="panel-empty late">{results.loading}</p>;
	return (
		<div class="panel-text">
			<h3>{results.notYet}</h3>
			<p>{results.what(view.maxScore)}</p>
			{byGroup(view.checks).map(({ group, items }) => (
				<section key={group} class="group">
					<h4>{results.groups[group]}</h4>
					<ul class="planned">
						{items.map((check) => (
							<li key={check.id}>
								<span lang={runnerLang}>{check.title}</span>
								<span class="planned-points numbers">{check.maxPoints}</span>
							</li>
						))}
					</ul>
				</section>
			))}
			{view.hiddenChecks > 0 && <p>{results.hidden(view.hiddenChecks)}</p>}
		</div>
	);
}

function MeasuredOn({ report }: { readonly report: Report }) {
	const { results } = useText();
	const bases = report.bases.map((base) => `${base.reference} (${results.origins[base.origin]})`).join(', ');
	const engine = report.engine;
	return (
		<p class="measured-on">
			{engine !== undefined && results.measured(engine.version, engine.store, engine.platform)}
			{bases !== '' && results.withBases(bases)}.
		</p>
	);
}

function Groups({ report }: { readonly report: Report }) {
	const first = firstFailed(report.checks);
	const { results, score } = useText();
	return (
		<>
			{byGroup(report.checks).map(({ group, items }) => {
				const passed = items.filter((check) => check.status === 'pass').length;
				return (
					<section key={group} class="group">
						<h4>
							{results.groups[group]}
							<span class="group-count numbers">{score(passed, items.length)}</span>
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
	const text = useText();
	const { results } = text;
	return (
		<div class="report">
			{report.status === 'ungradable' && (
				<ProblemNote message={results.ungradable} hint={`${report.fault ?? ''} ${results.untouched}`} />
			)}
			<div class="score">
				<h3 class="numbers">{results.points(report.score, report.maxScore)}</h3>
				{report.par !== undefined && <span>{results.par(report.par)}</span>}
				{sizes.factor !== undefined && <span>{factorWords(sizes.factor, text)}</span>}
			</div>
			{report.images.length > 0 && <SizeBars sizes={sizes} />}
			<Groups report={report} />
			<AdviceList advice={report.advice} />
			{report.notes.map((note) => (
				<p key={note} class="report-note" lang={runnerLang}>
					{note}
				</p>
			))}
			<MeasuredOn report={report} />
		</div>
	);
}

/** A check that goes on: what is done, what is being done, and the steps of its builds. */
function CheckGoing({ job }: { readonly job: JobView }) {
	const { results } = useText();
	return (
		<div class="going">
			<h3>{results.checking}</h3>
			{!job.connected && <JobOutcome job={job} />}
			<ol class="phases" aria-live="polite">
				{job.phases.length === 0 && (
					<li>
						<Icon name="running" /> {results.starting}
					</li>
				)}
				{job.phases.map((phase, index) => (
					<li key={phase.phase}>
						<Icon name={index < job.phases.length - 1 ? 'pass' : 'running'} />
						<span lang={runnerLang}>{phase.phase}</span>
						<span class="phase-detail" lang={runnerLang}>
							{phase.detail}
						</span>
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
