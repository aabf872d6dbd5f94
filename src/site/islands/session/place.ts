/** What stands where the terminal belongs: the terminal itself, or what is going on instead and what to do. */
import type { SessionView } from '#protocol/session-view.ts';
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

const startAgain = { label: 'Start a new session', does: 'start' } as const;
const tryAgain = { label: 'Try again', does: 'start' } as const;

export function terminalPlace(course: CourseState, session: SessionState, lab: string): Place {
	if (session.kind === 'known') return ofSession(session.session);
	if (session.kind === 'refused') {
		return { kind: 'stopped', title: session.message, hint: session.hint, action: tryAgain, elsewhere: true };
	}
	return withoutSession(course, session, lab);
}

function ofSession(session: SessionView): Place {
	const { state, step, problem, startedAt } = session;
	if (state === 'ready') return { kind: 'terminals', session };
	if (state === 'starting') {
		const detail = step === '' ? 'A moment, please.' : `${step[0]?.toUpperCase()}${step.slice(1)}.`;
		return { kind: 'wait', title: 'Starting your session', detail, since: Date.parse(startedAt) };
	}
	if (state === 'failed') {
		const { message, hint } = problem ?? { message: 'The session could not be started.', hint: 'Try again.' };
		return { kind: 'stopped', title: message, hint, action: tryAgain, elsewhere: true };
	}
	return {
		kind: 'stopped',
		title: 'The session has ended.',
		hint:
			problem === undefined ? 'Your files are kept. Start a new one to go on.' : `${problem.message} ${problem.hint}`,
		action: startAgain,
		elsewhere: false,
	};
}

function withoutSession(course: CourseState, session: SessionState, lab: string): Place {
	const ready = readiness(course, lab);
	if (course.kind === 'asking') return { kind: 'wait', title: 'Connecting', detail: 'Asking the course.' };
	if (course.kind === 'lost') {
		const { message, hint } = ready.problem ?? { message: 'The course does not answer.', hint: 'Run npm start.' };
		return { kind: 'stopped', title: message, hint, action: { label: 'Try again', does: 'ask' }, elsewhere: false };
	}
	const { engine } = course.health;
	if (engine.state === 'missing' || engine.state === 'failed') {
		const { message, hint } = ready.problem ?? { message: 'No Docker engine answers.', hint: '' };
		return { kind: 'stopped', title: message, hint, elsewhere: true };
	}
	if (engine.state === 'starting') {
		return { kind: 'wait', title: 'Starting the engine', detail: `${engine.step}.` };
	}
	if (session.kind === 'asking') return { kind: 'wait', title: 'Connecting', detail: 'Asking for a session.' };
	if (ready.tone === 'work') {
		return { kind: 'preparing', title: ready.label, detail: 'The terminal opens when they are there.' };
	}
	return { kind: 'wait', title: 'Connecting', detail: 'Asking for a session.' };
}
