/** Which lessons the reader finished, in the browser's own storage: nobody else needs to know. */

const key = 'stagecraft-lessons-done';

/** What is stored as a list of addresses; empty for anything else that lies there. */
export function parseDone(text: string | null): ReadonlySet<string> {
	try {
		const value: unknown = JSON.parse(text ?? '[]');
		return new Set(Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
	} catch {
		return new Set();
	}
}

/** `part/lesson` of each finished one. Empty where the browser keeps nothing. */
export function doneLessons(): ReadonlySet<string> {
	try {
		return parseDone(localStorage.getItem(key));
	} catch {
		return new Set();
	}
}

export function markDone(lesson: string): void {
	try {
		localStorage.setItem(key, JSON.stringify([...new Set([...doneLessons(), lesson])]));
	} catch (error) {
		// A browser that keeps nothing: the lesson reads as well without progress.
		console.info('progress is not kept', error);
	}
}
