/** Findings about the file as a whole. */
import type { DockerfileProblem } from './analysis.ts';
import { nearest } from './edit-distance.ts';
import type { RawStage } from './group-stages.ts';
import { problem } from './problem.ts';
import type { Problems } from './problems.ts';
import type { FileParts } from './read-file.ts';
import type { StageNames } from './stage-names.ts';

/** Characters that are read. The largest real Dockerfiles have some 50,000; this bounds the time of an analysis. */
export const maxCharacters = 256 * 1024;

/** The text to read: empty when it is too large, which is then reported. */
export function checkSize(text: string, problems: Problems): string {
	if (text.length <= maxCharacters) return text;
	const size = text.length.toLocaleString('en');
	problems.add(
		'too-large',
		{ line: 1, endLine: 1 },
		`The file has ${size} characters; at most ${maxCharacters.toLocaleString('en')} are read.`,
		'Move data and scripts into files of their own and COPY them.',
	);
	return '';
}

export function checkEmpty(parts: FileParts, problems: Problems): void {
	if (parts.instructions.length > 0 || problems.hasErrors) return;
	const onlyComments = parts.commentLines > 0;
	problems.add(
		'empty-file',
		{ line: 1, endLine: Math.max(1, parts.lineCount) },
		onlyComments ? 'Every line of the file is a comment or blank, so there is nothing to build.' : 'The file is empty.',
		onlyComments
			? 'Remove the # in front of the lines that should run.'
			: 'Write a FROM line and the steps below it, for example: FROM golang:1.27',
	);
}

/** The index of the stage to build. */
export function findTarget(
	target: string | undefined,
	stages: readonly RawStage[],
	names: StageNames,
	problems: Problems,
): number | undefined {
	const last = stages.at(-1);
	if (target === undefined || target === '' || last === undefined) return last?.index;
	const found = names.anywhere(target);
	if (found !== undefined) return found;
	const near = nearest(target.toLowerCase(), names.names());
	problems.add(
		'unknown-target',
		{ line: last.from.line, endLine: last.from.endLine },
		`No stage of the file is named "${target}".`,
		near === undefined
			? `Name the stage with AS: FROM ${last.from.args[0] ?? ''} AS ${target}`
			: `Did you mean ${near}?`,
	);
	return undefined;
}

export function checkDuplicateNames(stages: readonly RawStage[], names: StageNames, problems: Problems): void {
	for (const { name, stages: positions } of names.repeated()) {
		const first = stages[positions[0] ?? 0];
		for (const position of positions.slice(1)) {
			const stage = stages[position];
			if (stage === undefined || first === undefined) continue;
			problems.add(
				'duplicate-stage-name',
				stage.from,
				`The stage on line ${first.from.line} is also named "${name}".`,
				`Give each stage its own name; COPY --from=${name} reads the last one.`,
			);
		}
	}
}

/** CMD and ENTRYPOINT count once: of several in one stage the last wins. */
export function checkRepeatedCommands(stage: RawStage, problems: Problems): void {
	for (const [keyword, code] of [
		['CMD', 'duplicate-cmd'],
		['ENTRYPOINT', 'duplicate-entrypoint'],
	] as const) {
		const found = stage.body.filter((instruction) => instruction.keyword === keyword && instruction.valid);
		const last = found.at(-1);
		for (const instruction of found.slice(0, -1))
			problems.add(
				code,
				instruction,
				`This ${keyword} has no effect: the one on line ${last?.line} replaces it.`,
				`Keep one ${keyword} in the stage; to run several commands, join them in one script or with && in RUN.`,
			);
	}
}

/** A binary file gives an error on nearly every line; one says it all. */
export function condense(text: string, found: readonly DockerfileProblem[]): readonly DockerfileProblem[] {
	const nul = text.indexOf('\0');
	if (nul === -1 || !found.some((each) => each.severity === 'error')) return found;
	const line = text.slice(0, nul).split('\n').length;
	return [
		problem(
			'not-text',
			{ line, endLine: line },
			`The file is not text: line ${line} has a NUL character.`,
			'Save the Dockerfile as plain UTF-8 text.',
		),
	];
}
