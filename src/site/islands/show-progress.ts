/** Marks finished lessons on the path through the course. */
import { doneLessons } from './progress-store.ts';

const done = doneLessons();
const links = [...document.querySelectorAll<HTMLElement>('[data-path-lesson]')];
const finished = links.filter((link) => done.has(link.dataset['pathLesson'] ?? ''));
for (const link of finished) {
	const mark = document.createElement('span');
	mark.className = 'done-mark';
	mark.textContent = '✓ done';
	link.append(' ', mark);
}
const summary = document.querySelector('[data-progress]');
if (summary !== null && finished.length > 0) {
	summary.textContent = `You have finished ${finished.length} of ${links.length} lessons: every question in them answered right.`;
}
