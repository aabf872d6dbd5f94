/** English: the search. */

export const search = {
	title: 'Search',
	label: 'Search the course',
	close: 'Close',
	empty: 'Type a word, for example cache, or the name of an instruction.',
	searching: 'Searching.',
	nothing: (words: string) => `Nothing is found for “${words}”. Try a shorter word, or another one.`,
	pages: (count: number) => (count === 1 ? '1 page has this.' : `${count} pages have this.`),
	best: (count: number) => `The best ${count} are shown.`,
	failed: 'The search does not work now.',
	why: 'Either its index was not made when the pages were built, or the course was stopped. All lessons are listed here:',
	home: 'The home page',
	again: 'Try again',
};

export type SearchText = typeof search;
