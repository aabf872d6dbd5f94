/** English: what stands in the text of a lesson besides the lesson itself, and beside measured numbers. */
import { formatsOf } from '../formats.ts';

export const lesson = {
	format: formatsOf('en'),
	goals: 'After this lesson you can',
	code: {
		copy: 'Copy',
		copied: 'Copied',
		byHand: 'Select and copy by hand',
		/** Titles of fences by their language. */
		titles: { sh: 'In a terminal', console: 'Terminal', dockerfile: 'Dockerfile', text: 'Output' } as Readonly<
			Record<string, string>
		>,
		inContainer: 'In the container',
		lines: (first: number, last: number) => `, lines ${first} to ${last}`,
		ofExperiment: (id: string) => ` of experiment ${id}`,
	},
	table: 'Table',
	quiz: {
		answer: 'The answer',
		check: 'Check',
		right: '✓ Right.',
		wrong: '✗ Not this one.',
		another: 'Choose another, or open the answer.',
		notYet: '✗ Not yet.',
		unknown: 'Now measure it: nobody has done so here yet.',
	},
	predict: {
		less: (times: number) => `Less than ${times} times`,
		between: (low: number, high: number) => `${low} to ${high} times`,
		more: (times: number) => `More than ${times} times`,
		unknown: 'Nobody has measured it on this copy of the course yet: run the commands above and see.',
		measured: (times: string) => `Measured: ${times} times.`,
	},
	ownSizes: 'Your own numbers stand here after the first check of your work. Build it to see.',
	corrections: { said: 'Said', so: 'So', see: 'See' },
	proof: {
		experiment: (title: string) => `experiment “${title}”`,
		lab: (title: string) => `lab “${title}”`,
	},
	experiment: {
		title: 'Experiment',
		named: (title: string) => `Experiment: ${title}`,
		holds: 'seen',
		fails: 'not seen',
		'not-measured': 'not measured yet',
		more: (count: number) => `${count} more`,
		files: 'Its files are in',
		typed: '; the commands on this page are typed there.',
		numbers: (origin: string) => `The numbers, ${origin}`,
	},
	figure: {
		asTable: 'The same as a table',
		table: 'The figure as a table',
		notMeasured: 'not measured yet',
		nothing: 'Nobody has measured this on this copy of the course yet, so there is nothing to draw.',
		magnified: (times: string) => `In the frame: the same bar, magnified ${times} times`,
		fromBase: 'from the base',
		own: 'your own',
		what: 'what',
		exactly: 'exactly',
	},
	stages: {
		stage: 'stage',
		from: 'starts from',
		holds: 'holds',
		fate: 'what becomes of it',
		built: 'built',
		final: 'becomes the image',
		skipped: 'skipped',
		again: 'again',
		/** What is said of an item behind its text; `from`: the stage that it was copied from. */
		item: {
			base: () => ', from the base',
			own: () => '',
			copied: (from: string) => `, copied from ${from}`,
			left: () => ', left behind',
			cached: () => ', taken from the cache',
			again: () => ', run again',
		},
		/** `items`: with what is said of each. */
		sentence: (name: string, base: string | undefined, state: 'built' | 'final' | 'skipped', items: string) => {
			const fate = { built: '', final: ', which becomes the image,', skipped: ', which is skipped,' };
			return `${name}${base === undefined ? '' : ` starting from ${base}`}${fate[state]} holds: ${items}.`;
		},
	},
	layers: {
		fromTop: 'from the top',
		madeBy: 'made by',
		kind: 'what it is',
		sentence: (layers: readonly { readonly text: string; readonly madeBy: string }[]) =>
			`From the top: ${layers.map(({ text, madeBy }) => `${text}, made by ${madeBy}`).join('; ')}.`,
		kinds: {
			description: 'not a layer',
			base: 'a layer of the base',
			own: 'a layer of your own',
			hidden: 'hidden by a layer above, and still there',
			marker: 'a marker that hides a file below',
		},
	},
	number: {
		notMeasured: '(not measured yet)',
		sizeKind: { unpacked: 'unpacked', transfer: 'transfer', engine: 'engine' },
		computed: (megabits: number) => `computed from the transfer size at ${megabits} Mbit/s`,
	},
	origin: {
		bases: {
			offline: 'made from packages',
			registry: 'pulled',
			user: 'was there already',
			unknown: 'of unknown origin',
		},
		noBase: 'scratch alone',
		measured: (date: string, engine: { readonly version: string; readonly store: string; readonly platform: string }) =>
			`measured on ${date} with Docker ${engine.version}, ${engine.store} store, ${engine.platform}`,
	},
	facts: {
		builtFrom: 'built from',
		stage: (name: string) => `, stage ${name}`,
		on: 'on',
		origin: 'origin',
		time: 'time',
		sent: 'sent to the build',
		steps: 'steps',
		stepCount: (run: number, cached: number) => `${run} run, ${cached} from the cache`,
		exitStatus: 'exit status',
		printed: 'printed',
		error: 'error',
		nothing: 'nothing',
		timeToStop: 'time to stop',
		there: 'there',
		notThere: 'not there',
		layersWithIt: 'layers that hold it',
		seen: 'seen by a container',
		yes: 'yes',
		no: 'no',
		inHistory: 'found in the history',
		unpacked: 'unpacked',
		transfer: 'transfer',
		engine: 'engine',
		files: 'files',
		programs: 'programs',
		packages: 'packages',
		otherRights: 'with the rights of others',
		shells: 'shells',
		packageManagers: 'package managers',
		buildTools: 'build tools',
		none: 'none',
	},
};

export type LessonText = typeof lesson;
