/** A build or check as the page shows it, made from its events. Pure. */
import type { JobEvent, JobKind, Problem } from '#protocol/api.ts';
import type { Report } from '#protocol/report.ts';

type StepEvent = Extract<JobEvent, { kind: 'step' }>;
type BuiltEvent = Extract<JobEvent, { kind: 'built' }>;
export type BuiltImage = StepEvent['image'];

export interface StepView {
	/** Unique within the job. */
	readonly key: string;
	readonly image: BuiltImage;
	readonly step: StepEvent['step'];
	/** When this page heard of it first, epoch milliseconds: the engine tells a time only at the end. */
	readonly since: number;
	/** The end of what the step printed. */
	readonly log: string;
	/** Something was cut off at the front of `log`. */
	readonly logCut: boolean;
}

export interface JobView {
	readonly kind: JobKind;
	readonly job?: string;
	readonly state: 'starting' | 'running' | 'done' | 'cancelled' | 'failed';
	readonly connected: boolean;
	/** Epoch milliseconds by the clock of this browser. */
	readonly startedAt: number;
	readonly endedAt?: number;
	/** In order; the last one is going on. */
	readonly phases: readonly { readonly phase: string; readonly detail: string; readonly startedAt: number }[];
	readonly steps: readonly StepView[];
	readonly built?: BuiltEvent;
	readonly report?: Report;
	/** Why it failed, where that is no fault of the learner's. */
	readonly problem?: Pick<Problem, 'detail' | 'hint'>;
}

/** Longest output of one step that the page holds, in characters; a browser slows down with more. */
const logCharacters = 64_000;

export function newJob(kind: JobKind, startedAt: number): JobView {
	return { kind, state: 'starting', connected: true, startedAt, phases: [], steps: [] };
}

export function isOver(view: JobView): boolean {
	return view.state === 'done' || view.state === 'cancelled' || view.state === 'failed';
}

function changeStep(
	view: JobView,
	image: BuiltImage,
	id: string,
	change: (step: StepView | undefined) => StepView,
): JobView {
	const key = `${image}:${id}`;
	const index = view.steps.findIndex((step) => step.key === key);
	if (index < 0) return { ...view, steps: [...view.steps, change(undefined)] };
	return { ...view, steps: view.steps.map((step, at) => (at === index ? change(step) : step)) };
}

type Phase = JobView['phases'][number];

/** A phase that only tells a new detail goes on; another name begins a new one. */
function addPhase(phases: readonly Phase[], next: Phase): readonly Phase[] {
	const last = phases.at(-1);
	if (last?.phase !== next.phase) return [...phases, next];
	return [...phases.slice(0, -1), { ...last, detail: next.detail }];
}

function emptyStep(image: BuiltImage, id: string, since: number): StepView {
	const step = { id, name: '', status: 'running', cached: false, milliseconds: 0 } as const;
	return { key: `${image}:${id}`, image, step, since, log: '', logCut: false };
}

function addLog(view: JobView, event: Extract<JobEvent, { kind: 'log' }>, now: number): JobView {
	return changeStep(view, event.image, event.stepId, (old) => {
		const step = old ?? emptyStep(event.image, event.stepId, now);
		const log = step.log + event.text;
		const logCut = step.logCut || log.length > logCharacters;
		return { ...step, log: log.slice(-logCharacters), logCut };
	});
}

/** The view after one more event. */
export function applyEvent(view: JobView, event: JobEvent, now: number): JobView {
	switch (event.kind) {
		case 'phase':
			return {
				...view,
				state: 'running',
				phases: addPhase(view.phases, { phase: event.phase, detail: event.detail, startedAt: now }),
			};
		case 'step':
			return changeStep({ ...view, state: 'running' }, event.image, event.step.id, (old) => ({
				...(old ?? emptyStep(event.image, event.step.id, now)),
				step: event.step,
			}));
		case 'log':
			return addLog(view, event, now);
		case 'built':
			return { ...view, built: event, ...(view.kind === 'build' ? { state: 'done', endedAt: now } : {}) };
		case 'report':
			return { ...view, report: event.report, state: 'done', endedAt: now };
		case 'cancelled':
			return { ...view, state: 'cancelled', endedAt: now };
		case 'failed':
			return { ...view, state: 'failed', problem: event.problem, endedAt: now };
	}
}
