/** Whether a lab can be built now, in words for the learner. */
import type { BaseState, Health } from '#protocol/api.ts';
import type { CourseState } from './course-watch.ts';

export interface Readiness {
	readonly tone: 'wait' | 'work' | 'ready' | 'problem';
	/** A few words for the strip. */
	readonly label: string;
	/** Why Build and Check cannot be used; absent when they can. */
	readonly blocked?: string;
	readonly problem?: { readonly message: string; readonly hint: string };
	/** Bases of this lab, where the engine can say. */
	readonly bases: readonly BaseState[];
}

function basesOf(health: Health, labId: string): readonly BaseState[] {
	const needs = health.labs.find((lab) => lab.id === labId)?.needs ?? [];
	return health.bases.filter((base) => needs.includes(base.reference));
}

const engineProblem = {
	message: 'No Docker engine answers.',
	hint: 'Look at the terminal in which the course was started.',
};

/** `26.1.5` of `26.1.5+dfsg1`: what a distribution adds tells a learner nothing. */
function shortVersion(version = ''): string {
	return version.split('+', 1)[0] ?? version;
}

function withEngine(health: Health, labId: string): Readiness {
	const bases = basesOf(health, labId);
	const lab = health.labs.find((each) => each.id === labId);
	if (lab?.state === 'ready') {
		return { tone: 'ready', label: `Engine ${shortVersion(health.engine.version)} ready`, bases };
	}
	if (lab?.state === 'degraded') {
		const failed = bases.find((base) => base.problem !== undefined)?.problem;
		return {
			tone: 'problem',
			label: 'A base is missing',
			blocked: `This lab needs ${lab.missing.join(', ')}.`,
			problem: failed ?? { message: `This lab needs ${lab.missing.join(', ')}.`, hint: 'Start the course again.' },
			bases,
		};
	}
	const present = bases.filter((base) => base.state === 'present').length;
	return {
		tone: 'work',
		label: `Preparing bases: ${present} of ${bases.length}`,
		blocked: `The bases of this lab are being prepared: ${present} of ${bases.length} are there.`,
		bases,
	};
}

export function readiness(course: CourseState, labId: string): Readiness {
	if (course.kind === 'asking') {
		return { tone: 'wait', label: 'Asking the course', blocked: 'The course has not answered yet.', bases: [] };
	}
	if (course.kind === 'lost') {
		return {
			tone: 'problem',
			label: 'The course does not answer',
			blocked: 'The course does not answer.',
			problem: {
				message: 'The course does not answer. It may have been stopped.',
				hint: 'Run npm start in its folder; this page goes on by itself. What you type is kept in this browser.',
			},
			bases: [],
		};
	}
	const { health } = course;
	if (health.engine.state === 'starting') {
		return {
			tone: 'work',
			label: 'Starting the engine',
			blocked: `The engine is starting: ${health.engine.step}.`,
			bases: basesOf(health, labId),
		};
	}
	if (health.engine.state !== 'ready') {
		const problem = health.engine.problem ?? engineProblem;
		return { tone: 'problem', label: 'No engine', blocked: problem.message, problem, bases: [] };
	}
	return withEngine(health, labId);
}
