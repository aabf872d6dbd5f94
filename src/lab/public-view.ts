/** What a learner may know about a lab before grading. */
import { checkKinds, type GroupName } from './check-kinds.ts';
import { type Check, checkId, type Lab } from './schema.ts';

/** Plain data, ready for JSON: no hidden check, no probe, no solution. The shape of `protocol/lab-view.ts`. */
export interface PublicLab extends Pick<Lab, 'id' | 'title' | 'summary' | 'bases' | 'files' | 'steps' | 'par'> {
	readonly images: { readonly before: PublicImage; readonly after: PublicImage };
	readonly checks: PublicCheck[];
	readonly hiddenChecks: number;
	readonly maxScore: number;
}

interface PublicImage {
	readonly tag: string;
	readonly dockerfile: string;
	readonly from: 'starter' | 'submission';
}

interface PublicCheck {
	readonly id: string;
	readonly title: string;
	readonly group: GroupName;
	readonly maxPoints: number;
}

/** The view of a lab for pages. `maxScore` includes hidden checks, since a report does. */
export function publicView(lab: Lab): PublicLab {
	const visible = lab.checks.filter((check) => !check.hidden);
	return {
		id: lab.id,
		title: lab.title,
		summary: lab.summary,
		bases: lab.bases,
		files: lab.files,
		images: { before: publicImage(lab.images.before), after: publicImage(lab.images.after) },
		steps: lab.steps,
		checks: visible.map((check) => ({
			id: checkId(check),
			title: checkTitle(check),
			group: checkKinds[check.kind].group,
			maxPoints: check.points,
		})),
		hiddenChecks: lab.checks.length - visible.length,
		maxScore: maxScore(lab),
		par: lab.par,
	};
}

function publicImage({ tag, dockerfile, from }: Lab['images']['after']): PublicImage {
	return { tag, dockerfile, from };
}

/** What is checked, in plain words: the lab's own title or that of the kind. */
export function checkTitle(check: Check): string {
	const image = check.kind === 'builds' ? check.image : '';
	return check.title ?? checkKinds[check.kind].title.replace('{image}', image);
}

export function maxScore(lab: Lab): number {
	return lab.checks.reduce((sum, check) => sum + check.points, 0);
}
