/** Whether a lab can be built now, in words for the learner. */
import type { BaseState, Health } from '#protocol/api.ts';
import type { LabText } from '../../text/en/lab.ts';
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

type Words = Pick<LabText, 'readiness'>;

/** `26.1.5` of `26.1.5+dfsg1`: what a distribution adds tells a learner nothing. */
function shortVersion(version = ''): string {
	return version.split('+', 1)[0] ?? version;
}

function withEngine(health: Health, labId: string, { readiness: words }: Words): Readiness {
	const bases = basesOf(health, labId);
	const lab = health.labs.find((each) => each.id === labId);
	if (lab?.state === 'ready') {
		return { tone: 'ready', label: words.ready(shortVersion(health.engine.version)), bases };
	}
	if (lab?.state === 'degraded') {
		const failed = bases.find((base) => base.problem !== undefined)?.problem;
		return {
			tone: 'problem',
			label: words.baseMissing,
			blocked: words.needs(lab.missing.join(', ')),
			problem: failed ?? { message: words.needs(lab.missing.join(', ')), hint: words.startAgain },
			bases,
		};
	}
	const present = bases.filter((base) => base.state === 'present').length;
	return {
		tone: 'work',
		label: words.preparing(present, bases.length),
		blocked: words.beingPrepared(present, bases.length),
		bases,
	};
}

export function readiness(course: CourseState, labId: string, text: Words): Readiness {
	const words = text.readiness;
	if (course.kind === 'asking') {
		return { tone: 'wait', label: words.asking, blocked: words.notAnswered, bases: [] };
	}
	if (course.kind === 'lost') {
		return {
			tone: 'problem',
			label: words.lost,
			blocked: words.lostNow,
			problem: {
				message: words.stopped,
				hint: words.goesOn,
			},
			bases: [],
		};
	}
	const { health } = course;
	if (health.engine.state === 'starting') {
		return {
			tone: 'work',
			label: words.starting,
			blocked: words.startingStep(health.engine.step),
			bases: basesOf(health, labId),
		};
	}
	if (health.engine.state !== 'ready') {
		const problem = health.engine.problem ?? { message: words.noEngineAnswers, hint: words.lookThere };
		return { tone: 'problem', label: words.noEngine, blocked: problem.message, problem, bases: [] };
	}
	return withEngine(health, labId, text);
}
