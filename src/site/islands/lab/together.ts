/** Two who notice the same: a save that fails says that the course may be gone, a course that is back lets saves and terminals go on. */
import type { CourseWatch } from './course-watch.ts';
import type { WorkFiles } from './work-files.ts';
import { unsavedFiles } from './work-state.ts';

export function keepTogether(
	course: Pick<CourseWatch, 'state' | 'retry'>,
	files: Pick<WorkFiles, 'state' | 'flush'>,
	terminals: { reconnect(): void },
): void {
	let wasLost = false;
	course.state.subscribe(() => {
		const lost = course.state.value.kind === 'lost';
		if (wasLost && !lost) {
			void files.flush();
			terminals.reconnect();
		}
		wasLost = lost;
	});
	let failing = false;
	files.state.subscribe(() => {
		const fails = unsavedFiles(files.state.value).some(({ save }) => save.kind === 'retrying');
		if (fails && !failing && course.state.value.kind === 'known') course.retry();
		failing = fails;
	});
}
