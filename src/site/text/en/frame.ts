/** English: what every page has, and the pages that are no lessons. */
import { formatsOf } from '../formats.ts';

export const frame = {
	format: formatsOf('en'),
	skip: 'Skip to the text',
	lessons: 'Lessons',
	language: 'Language',
	about:
		'Stagecraft is a course on multi-stage Docker builds. It runs on your own machine; the lessons can be read without an engine.',
	colours: {
		title: 'Colours',
		system: 'Colours as the system has them',
		light: 'Light colours',
		dark: 'Dark colours',
	},
	onThisPage: 'On this page',
	search: {
		title: 'Search',
		keys: 'Search (Ctrl+K or ⌘K)',
		description: 'Search the lessons and the numbers of the course.',
		noScript:
			'The search needs JavaScript. Without it, your browser finds words on a page, and all lessons are listed here:',
	},
	pager: { title: 'Lessons before and after', before: 'Before', next: 'Next' },
	untranslated: {
		title: 'Not translated yet',
		text: 'This lesson is there in English only. The frame around it is in your language.',
	},
	home: {
		description: 'A hands-on course on multi-stage Docker builds: small images, and why they are small.',
		title: 'Ship the program, not the workshop',
		lede: 'Stagecraft is a hands-on course on multi-stage Docker builds. You change a Dockerfile, build it on a real engine, and see what every instruction costs in bytes.',
		startLab: 'Start the Go lab',
		readFirst: (lesson: string) => `Read first: ${lesson}`,
		path: 'The path',
		progress: (parts: number) =>
			`${parts} parts, in this order or in yours. A lesson counts as finished when its questions are answered.`,
		/** A script fills in the two numbers. */
		finished: 'You have finished {done} of {all} lessons: every question in them answered right.',
		done: 'done',
		lab: 'lab',
		uses: 'Three ways to use it',
		learn: 'Learn by yourself',
		learnText: 'One command brings the engine, the bases and this page. Your work stays on your machine.',
		grade: 'Grade submissions',
		gradeText: 'The same checks from the command line: each submission is built again, measured and reported.',
		teach: 'Teach a class',
		teachText: 'A classroom mode for many learners is planned. It is not part of this version.',
	},
	drawing: {
		title: 'A build with two stages',
		description:
			'The build stage holds a base, a compiler, the source and the program. Only the program is copied to the final stage, and only the final stage becomes the image. The build stage is left behind.',
		caption: 'A drawing of a build with two stages, not to scale.',
		stage: 'stage: build',
		program: 'the program',
		source: 'the source',
		compiler: 'the compiler',
		base: 'a whole base system',
		image: 'the image',
		rest: ['Everything else', 'stays behind.'],
	},
	notFound: {
		title: 'This page is not here',
		description: 'There is no page at this address.',
		lede: 'The address may have a slip in it, or the page was moved. These pages are there:',
		home: 'The home page',
	},
	numbers: {
		title: 'Numbers',
		description: 'Every measured number of the course, with where it comes from.',
		lede: 'Every number in the lessons comes from this list. Each one was measured by building the files of this course, and says on which engine, store and bases, and when. On another day or with other bases you will get others.',
		none: 'Nothing is measured yet on this copy of the course. The lessons say so in the places where numbers belong.',
		notYet: 'Not measured yet.',
		lab: 'Lab',
		experiment: 'Experiment',
	},
	labPage: {
		skip: 'Skip to the lab',
		title: 'Lab',
		phone: 'The editor of this lab likes a wider screen. You can read all of the lesson here.',
		open: 'Open the lab anyway',
		views: 'What is shown',
		lesson: 'Lesson',
		lab: 'Lab',
		divider: 'Width of the lesson',
		dividerHelp: 'Drag, or use the arrow keys; double click puts it back',
		/** A script fills in the number. */
		dividerValue: 'The lesson takes {percent} % of the width',
		noScript: 'The editor needs JavaScript',
		noScriptText:
			'The lesson does not. Do the lab in your own editor and terminal, and check your folder with this command:',
	},
};

export type FrameText = typeof frame;
