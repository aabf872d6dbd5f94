/** Puts a lab's parts together and draws them into an element. */
import { render } from 'preact';
import type { LabView } from '#protocol/lab-view.ts';
import type { LabText } from '../../text/en/lab.ts';
import { backoff, pause } from '../api/backoff.ts';
import { ask, askJson } from '../api/request.ts';
import { reportEvent } from '../report-event.ts';
import { drawCodeBlocks } from '../session/draw-code-blocks.tsx';
import { LabSession } from '../session/lab-session.ts';
import { sessionApi } from '../session/session-api.ts';
import { startSession } from '../session/start-session.ts';
import { KeptSettings } from '../session/terminal-settings.ts';
import { Terminals } from '../session/terminals.ts';
import { CourseWatch } from './course-watch.ts';
import { Drafts } from './drafts.ts';
import { keepView } from './kept-view.ts';
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

/** Has built meanwhile what the first check would wait for. Without it the check does the same, later. */
async function prebuild(lab: string, signal: AbortSignal): Promise<void> {
	await ask(`/api/labs/${encodeURIComponent(lab)}/prebuild`, { method: 'POST', signal });
}

function makePane(lab: string, text: LabText, signal: AbortSignal): PaneModel {
	const files = new WorkFiles(workApi(lab), new Drafts(localStorage, lab), text);
	const session = new LabSession(sessionApi(lab), () => void files.refresh(), text, signal);
	return new PaneModel({
		lab,
		text,
		files,
		session,
		course: new CourseWatch(),
		jobs: new LabJobs(lab, files, text, signal),
		terminals: new Terminals(session, text),
		settings: new KeptSettings(localStorage),
	});
}

/** Draws the lab; it lives until `signal` is aborted. */
export function openPane(element: HTMLElement, lab: string, text: LabText, signal: AbortSignal): void {
	const model = makePane(lab, text, signal);
	const { course, files, jobs, session, terminals } = model;
	keepView(model, () => sessionStorage);
	keepTogether(course, files, terminals);
	jobs.current.subscribe(() => {
		const report = jobs.current.value?.report;
		if (report === undefined || report === model.report.value) return;
		model.report.set(report);
		window.dispatchEvent(new CustomEvent(reportEvent, { detail: report }));
	});
	render(<Pane model={model} />, element);
	drawCodeBlocks(model, signal);
	signal.addEventListener('abort', () => render(null, element));
	void course.run(signal);
	startSession(course, session, lab, element, signal);
	load(model, signal)
		.then(() => prebuild(lab, signal))
		.catch(() => undefined);
}
