/** Marks finished lessons on the path through the course. */
import { doneLessons } from './progress-store.ts';

const summary = document.querySelector<HTMLElement>('[data-progress]');
const done = doneLessons();
const links = [...document.querySelectorAll<HTMLElement>('[data-path-lesson]')];
const finished = links.filter((link) => done.has(link.dataset['pathLesson'] ?? ''));
for (const link of finished) {
	const mark = document.createElement('span');
	mark.className = 'done-mark';
	mark.textContent = `✓ ${summary?.dataset['done']}`;
	link.append(' ', mark);
}
if (summary !== null && finished.length > 0) {
	summary.textContent = (summary.dataset['progress'] ?? '')
		.replace('{done}', String(finished.length))
		.replace('{all}', String(links.length));
}
