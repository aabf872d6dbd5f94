/** When a session is started: once there is an engine and the lab is seen. */
import type { CourseWatch } from '../lab/course-watch.ts';
import type { LabSession } from './lab-session.ts';

/** What has to change before a session that was refused is asked for again. */
function circumstances(course: CourseWatch['state']['value'], lab: string): string | undefined {
	if (course.kind !== 'known' || course.health.engine.state !== 'ready') return undefined;
	return course.health.labs.find(({ id }) => id === lab)?.state ?? 'unknown';
}

/** `lab`: its id; `element`: the pane. A phone that shows the lesson alone starts nothing. */
export function startSession(
	course: Pick<CourseWatch, 'state'>,
	session: Pick<LabSession, 'state' | 'start'>,
	lab: string,
	element: Element,
	signal: AbortSignal,
): void {
	let seen = false;
	let tried: string | undefined;
	const look = () => {
		const now = circumstances(course.state.value, lab);
		if (!seen || now === undefined || now === tried) return;
		const { kind } = session.state.value;
		if (kind !== 'waiting' && kind !== 'refused') return;
		tried = now;
		void session.start();
	};
	const observer = new IntersectionObserver((entries) => {
		if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
		seen = true;
		observer.disconnect();
		look();
	});
	observer.observe(element);
	const stop = course.state.subscribe(look);
	signal.addEventListener('abort', () => {
		observer.disconnect();
		stop();
	});
}
