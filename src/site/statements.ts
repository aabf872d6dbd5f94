/** The statements of the course for pages, with where each leads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findExperiment } from './experiments.ts';
import { findLab } from './labs.ts';
import { type Proof, type Statement, type StatementKind, statementsSchema } from './statements-data.ts';
import type { LessonText } from './text/en/lesson.ts';

const statements = statementsSchema.parse(
	JSON.parse(readFileSync(join(process.cwd(), 'content/statements.json'), 'utf8')),
);

export function statementsOf(kind: StatementKind): readonly Statement[] {
	return statements.filter((each) => each.kind === kind);
}

/** In words: `experiment "One stage against two"`, `lab "Go: …"`. Throws when there is none such. */
export function proofText(proof: Proof, words: Pick<LessonText, 'proof'>): string {
	if ('experiment' in proof) return words.proof.experiment(findExperiment(proof.experiment).title);
	return words.proof.lab(findLab(proof.lab).title);
}

/** The ids of all experiments and labs that show something, for the link to their numbers. */
export function proofSubject(proof: Proof): string {
	return 'experiment' in proof ? proof.experiment : proof.lab;
}
