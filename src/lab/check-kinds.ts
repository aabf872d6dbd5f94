/**
 * What is said about each kind of check wherever it appears: on pages before grading and in reports after it. The rule
 * that judges a kind is `grade/rules/<kind>.ts`.
 */
import type { CheckKind } from './schema.ts';

/** The five groups of checks, in the order in which they depend on each other. */
export const groupNames = ['builds', 'works', 'small', 'safe', 'explained'] as const;
export type GroupName = (typeof groupNames)[number];

export interface CheckKindFacts {
	/** What is checked, in plain words. `{image}` stands for the image that the check names. */
	readonly title: string;
	readonly group: GroupName;
	/** Why it matters, in one or two sentences. */
	readonly rationale: string;
	/** Ids of the checks that must pass first; ones that a lab does not have are left out. */
	readonly dependsOn: readonly string[];
}

const afterBuilds = ['after-builds'];
const works = ['behaves'];

export const checkKinds: Readonly<Record<CheckKind, CheckKindFacts>> = {
	builds: {
		title: 'The {image} image builds',
		group: 'builds',
		rationale: 'An image that only builds on your machine is of no use to anyone else, so the judge builds it again.',
		dependsOn: [],
	},
	'allowed-bases': {
		title: 'It starts from known, pinned images',
		group: 'builds',
		rationale:
			'A base without a version is another image next month, and an unknown one is code that nobody looked at.',
		dependsOn: [],
	},
	behaves: {
		title: 'The program does its work',
		group: 'works',
		rationale:
			'The smallest image is the one that does nothing. It has to run in a fresh container, without a network to the outside.',
		dependsOn: afterBuilds,
	},
	'from-source': {
		title: 'The program is built from the sources you hand in',
		group: 'works',
		rationale:
			'The judge changes one constant in the source and builds again. A program that was made elsewhere does not show the change.',
		dependsOn: works,
	},
	'stops-cleanly': {
		title: 'It stops when it is told to',
		group: 'works',
		rationale:
			'In exec form the program is the first process and gets the stop signal itself. In shell form a shell gets it and the program is killed after ten seconds.',
		dependsOn: afterBuilds,
	},
	'multi-stage': {
		title: 'What is built in one stage is copied into another',
		group: 'small',
		rationale:
			'What the final stage does not copy stays behind in the build stage. That is how the compiler leaves the image.',
		dependsOn: afterBuilds,
	},
	'size-budget': {
		title: 'The image keeps within its budget',
		group: 'small',
		rationale: 'Every byte is stored, pushed and pulled by each machine that runs the image.',
		dependsOn: works,
	},
	'size-ratio': {
		title: 'The image is many times smaller than before',
		group: 'small',
		rationale: 'The comparison of before and after is the point of the exercise.',
		dependsOn: ['before-builds', ...works],
	},
	'no-dead-weight': {
		title: 'No layer hides bytes of another',
		group: 'small',
		rationale:
			'A file that a later layer removes or replaces is still in the layer below: nobody sees it, everybody pulls it.',
		dependsOn: works,
	},
	'small-context': {
		title: 'The build context holds only what the build needs',
		group: 'small',
		rationale:
			'All of the context can be copied by the Dockerfile, and any change in what it copies makes the cache miss.',
		dependsOn: works,
	},
	'cache-order': {
		title: 'A change of the source leaves the installed dependencies in the cache',
		group: 'small',
		rationale:
			'A step runs again when anything that was copied before it has changed. Dependencies change seldom and take long, so they are installed before the source is copied.',
		// Only a change that reaches the program says something about the steps on its way.
		dependsOn: [...afterBuilds, 'from-source'],
	},
	'no-shell': {
		title: 'There is no shell in the image',
		group: 'safe',
		rationale:
			'A shell is the first thing that an attacker uses. A program that does not need one should not bring one.',
		dependsOn: works,
	},
	'no-package-manager': {
		title: 'There is no package manager in the image',
		group: 'safe',
		rationale: 'With a package manager an intruder can install the tools that are missing.',
		dependsOn: works,
	},
	'no-build-tools': {
		title: 'There is no compiler or build tool in the image',
		group: 'safe',
		rationale:
			'Build tools are large, age fast and let an intruder compile what is missing. They are recognised by their content.',
		dependsOn: works,
	},
	'non-root': {
		title: 'The program does not run as root',
		group: 'safe',
		rationale:
			'Root in a container is root to the kernel. An ordinary user has less to abuse when the program has a hole.',
		dependsOn: works,
	},
	'no-secrets': {
		title: 'There are no secrets in any layer',
		group: 'safe',
		rationale: 'Whoever can pull the image can read each of its layers, also the files that a later step removed.',
		dependsOn: works,
	},
	'solution-doc': {
		title: 'The difference is explained',
		group: 'explained',
		rationale: 'To say why the image became smaller is how you find out whether you know it.',
		dependsOn: ['multi-stage'],
	},
	'true-sizes': {
		title: 'The sizes in the text are true',
		group: 'explained',
		rationale:
			'Numbers are measured, not remembered. The judge compares them with the images that it built from your files.',
		dependsOn: ['before-builds', 'multi-stage'],
	},
};
