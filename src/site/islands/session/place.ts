/** What stands where the terminal belongs: the terminal itself, or what is going on instead and what to do. */
import type { SessionView } from '#protocol/session-view.ts';
import type { LabText } from '../../text/en/lab.ts';
import type { CourseState } from '../lab/course-watch.ts';
import { readiness } from '../lab/readiness.ts';
import type { SessionState } from './lab-session.ts';

export type Place =
	| { readonly kind: 'terminals'; readonly session: SessionView }
	/** Something goes on by itself. `since`: milliseconds, as Date.now counts. */
	| { readonly kind: 'wait'; readonly title: string; readonly detail: string; readonly since?: number }
	/** The bases of the lab are being prepared: a list shows how far they are. */
	| { readonly kind: 'preparing'; readonly title: string; readonly detail: string }
	/** `action`: what a button does about it; without one it goes on by itself. */
	| {
			readonly kind: 'stopped';
			readonly title: string;
			readonly hint: string;
			readonly action?: { readonly label: string; readonly does: 'start' | 'ask' };
			/** The lab can be done in a terminal of one's own. */
			readonly elsewhere: boolean;
	  };

export function terminalPlace(course: CourseState, session: SessionState, lab: string, text: LabText): Place {
	if (session.kind === 'known') return ofSession(session.session, text);
	if (session.kind === 'refused') {
		return {
			kind: 'stopped',
			title: session.message,
			hint: session.hint,
			action: { label: text.tryAgain, does: 'start' },
			elsewhere: true,
		};
	}
	return withoutSession(course, session, lab, text);
}

function ofSession(session: SessionView, text: LabText): Place {
	const words = text.session.place;
	const { state, step, problem, startedAt } = session;
	if (state === 'ready') return { kind: 'terminals', session };
	if (state === 'starting') {
		const detail = step === '' ? words.moment : `${step[0]?.toUpperCase()}${step.slice(1)}.`;
		return { kind: 'wait', title: words.starting, detail, since: Date.parse(startedAt) };
	}
	if (state === 'failed') {
		const { message, hint } = problem ?? { message: words.notStarted, hint: words.tryAgain };
		return { kind: 'stopped', title: message, hint, action: { label: text.tryAgain, does: 'start' }, elsewhere: true };
	}
	return {
		kind: 'stopped',
		title: words.ended,
		hint: problem === undefined ? words.kept : `${problem.message} ${problem.hint}`,
		action: { label: words.startAgain, does: 'start' },
		elsewhere: false,
	};
}

function withoutSession(course: CourseState, session: SessionState, lab: string, text: LabText): Place {
	const words = text.session.place;
	const ready = readiness(course, lab, text);
	if (course.kind === 'asking') return { kind: 'wait', title: words.connecting, detail: words.asking };
	if (course.kind === 'lost') {
		const { message, hint } = ready.problem ?? { message: text.problems.unreachable, hint: text.problems.startIt };
		return { kind: 'stopped', title: message, hint, action: { label: text.tryAgain, does: 'ask' }, elsewhere: false };
	}
	const { engine } = course.health;
	if (engine.state === 'missing' || engine.state === 'failed') {
		const { message, hint } = ready.problem ?? { message: text.readiness.noEngineAnswers, hint: '' };
		return { kind: 'stopped', title: message, hint, elsewhere: true };
	}
	if (engine.state === 'starting') {
		return { kind: 'wait', title: text.readiness.starting, detail: `${engine.step}.` };
	}
	if (session.kind === 'asking') return { kind: 'wait', title: words.connecting, detail: words.askingSession };
	if (ready.tone === 'work') {
		return { kind: 'preparing', title: ready.label, detail: words.opensThen };
	}
	return { kind: 'wait', title: words.connecting, detail: words.askingSession };
}
