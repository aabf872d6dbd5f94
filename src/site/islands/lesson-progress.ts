/** A lesson is finished when each of its questions was answered right once. */
import { markDone } from './progress-store.ts';

const lesson = document.querySelector<HTMLElement>('[data-lesson]');
lesson?.addEventListener('answered-right', () => {
	// A question without an answer asks for a number that nobody has measured here.
	const open = lesson.querySelectorAll('quiz-question[data-answer]:not([data-done]), type-it:not([data-done])');
	if (open.length === 0) markDone(lesson.dataset['lesson'] ?? '');
});
