import { expect, it } from 'vitest';
import type { Health } from '#protocol/api.ts';
import { Store } from '../store.ts';
import type { CourseState } from './course-watch.ts';
import { keepTogether } from './together.ts';
import type { SaveState, WorkState } from './work-state.ts';

const known: CourseState = { kind: 'known', health: {} as Health };
const work = (save: SaveState): WorkState => ({
	kind: 'ready',
	folder: '/w',
	files: [{ path: 'Dockerfile', editable: true, text: '', version: '1', save, replaced: 0 }],
});

it('asks the course when a save fails, once, and saves when the course is back', () => {
	const told: string[] = [];
	const course = { state: new Store<CourseState>(known), retry: () => void told.push('ask') };
	const flush = async () => {
		told.push('save');
		return true;
	};
	const files = { state: new Store<WorkState>(work({ kind: 'saving' })), flush };
	const terminals = { reconnect: () => void told.push('reconnect') };
	keepTogether(course, files, terminals);
	files.state.set(work({ kind: 'retrying', message: 'away' }));
	files.state.set(work({ kind: 'retrying', message: 'still away' }));
	expect(told).toEqual(['ask']);
	course.state.set({ kind: 'lost', failures: 1 });
	course.state.set({ kind: 'lost', failures: 2 });
	course.state.set({ ...known });
	expect(told).toEqual(['ask', 'save', 'reconnect']);
});
