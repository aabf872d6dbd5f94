/** Puts a lab's parts together and draws them into an element. */
import { render } from 'preact';
import type { LabView } from '#protocol/lab-view.ts';
import { backoff, pause } from '../api/backoff.ts';
import { askJson } from '../api/request.ts';
import { reportEvent } from '../report-event.ts';
import { CourseWatch } from './course-watch.ts';
import { Drafts } from './drafts.ts';
import { LabJobs } from './lab-jobs.ts';
import { Pane } from './pane.tsx';
import { PaneModel } from './pane-context.ts';
import { keepTogether } from './together.ts';
import { workApi } from './work-api.ts';
import { WorkFiles } from './work-files.ts';

/** Loads the lab and the learner's work, trying again until the course answers. */
async function load(model: PaneModel, signal: AbortSignal): Promise<void> {
	for (let failures = 1; !signal.aborted; failures += 1) {
		const [work, view] = await Promise.all([
			model.files.state.value.kind === 'ready' ? undefined : model.files.load(),
			askJson<LabView>(`/api/labs/${encodeURIComponent(model.lab)}`, { signal }).catch(() => undefined),
		]);
		if (view !== undefined) model.view.set(view);
		if (work?.lastReport !== undefined) model.report.set(work.lastReport);
		if (work?.running !== undefined) void model.jobs.resume(work.running);
		if (model.view.value !== undefined && model.files.state.value.kind === 'ready') return;
		await pause(backoff(failures), signal);
	}
}

/** Draws the lab; it lives until `signal` is aborted. */
export function openPane(element: HTMLElement, lab: string, signal: AbortSignal): void {
	const course = new CourseWatch();
	const files = new WorkFiles(workApi(lab), new Drafts(localStorage, lab));
	const jobs = new LabJobs(lab, files, signal);
	keepTogether(course, files);
	const model = new PaneModel(lab, course, files, jobs);
	jobs.current.subscribe(() => {
		const report = jobs.current.value?.report;
		if (report === undefined || report === model.report.value) return;
		model.report.set(report);
		window.dispatchEvent(new CustomEvent(reportEvent, { detail: report }));
	});
	render(<Pane model={model} />, element);
	signal.addEventListener('abort', () => render(null, element));
	void course.run(signal);
	load(model, signal).catch(() => undefined);
}
