/** Which instruction of the file made which entry of an image's history. */
import type { DockerfileAnalysis, Instruction } from './analysis.ts';
import { trim } from './go-text.ts';

/** One entry of an image configuration's `history`, oldest first. */
export interface HistoryEntry {
	/** `created_by`: `RUN /bin/sh -c go build # buildkit`, `COPY /src /dst # buildkit`, `WORKDIR /app`. */
	readonly createdBy: string;
	/** `empty_layer`: true for entries that made no layer. */
	readonly emptyLayer: boolean;
}

/** The instruction that made an entry. */
export interface InstructionPlace {
	readonly keyword: string;
	readonly line: number;
	readonly endLine: number;
	readonly stageIndex: number;
	/** The joined line. */
	readonly text: string;
}

/** Pairs that are compared at most; beyond that only the plain match from the end is tried. */
const maxComparisons = 250_000;

/**
 * For each history entry the instruction of the target stage, or of an in-file stage below it, that made it; undefined for
 * the entries of a base image. Matched from the end, since a base image's entries come first. Takes BuildKit's texts and
 * those of the classic builder.
 */
export function instructionOfLayer(
	analysis: DockerfileAnalysis,
	history: readonly HistoryEntry[],
): readonly (InstructionPlace | undefined)[] {
	const places = expectedPlaces(analysis);
	const keywords = history.map((entry) => historyKeyword(entry.createdBy));
	const offset = history.length - places.length;
	const fits = offset >= 0 && places.every((place, i) => place.keyword === keywords[offset + i]);
	if (fits) return history.map((_, i) => (i < offset ? undefined : places[i - offset]));
	if (history.length * places.length > maxComparisons) return matchFromEnd(keywords, places);
	return align(history, keywords, places);
}

/** The instructions that leave a history entry, in the order in which a build of the target commits them. */
function expectedPlaces(analysis: DockerfileAnalysis): readonly InstructionPlace[] {
	let triggers: readonly Instruction[] = [];
	return analysis.multiStage.chain.toReversed().flatMap((stageIndex) => {
		const own = analysis.stages[stageIndex]?.instructions ?? [];
		const run = [...triggers, ...own.filter((instruction) => instruction.keyword !== 'ONBUILD')];
		triggers = own.flatMap((instruction) =>
			instruction.trigger === undefined
				? []
				: [{ ...instruction.trigger, line: instruction.line, endLine: instruction.endLine }],
		);
		return run.map(({ keyword, line, endLine, text }) => ({ keyword, line, endLine, stageIndex, text }));
	});
}

/** The keyword of a `created_by`; the classic builder writes `/bin/sh -c #(nop) CMD ["x"]`, and for RUN the shell alone. */
function historyKeyword(createdBy: string): string {
	const text = createdBy.replace(/^\/bin\/sh -c #\(nop\)\s*/, '');
	const word = /^[A-Z]+(?=\s|$)/.exec(text)?.[0];
	return word ?? 'RUN';
}

function matchFromEnd(keywords: readonly string[], places: readonly InstructionPlace[]) {
	const found = new Array<InstructionPlace | undefined>(keywords.length).fill(undefined);
	for (let i = keywords.length - 1, j = places.length - 1; i >= 0 && j >= 0; i--)
		if (places[j]?.keyword === keywords[i]) found[i] = places[j--];
	return found;
}

/**
 * The best alignment when entries are missing or added (squashed images, exporters that rewrite history): the one with the
 * most pairs of one keyword, those whose text fits counting double; of equal ones the one nearest to the end.
 */
function align(history: readonly HistoryEntry[], keywords: readonly string[], places: readonly InstructionPlace[]) {
	const rows = history.length;
	const columns = places.length;
	const best = Array.from({ length: rows + 1 }, () => new Int32Array(columns + 1));
	const score = (i: number, j: number) => {
		const place = places[j];
		const entry = history[i];
		if (place === undefined || entry === undefined || place.keyword !== keywords[i]) return 0;
		return textFits(place, entry.createdBy) ? 3 : 1;
	};
	for (let i = 1; i <= rows; i++)
		for (let j = 1; j <= columns; j++) {
			const points = score(i - 1, j - 1);
			const paired = points === 0 ? 0 : points + (best[i - 1]?.[j - 1] ?? 0);
			const row = best[i];
			if (row !== undefined) row[j] = Math.max(best[i - 1]?.[j] ?? 0, row[j - 1] ?? 0, paired);
		}
	const found = new Array<InstructionPlace | undefined>(rows).fill(undefined);
	for (let i = rows, j = columns; i > 0 && j > 0; ) {
		const points = score(i - 1, j - 1);
		const here = best[i]?.[j] ?? 0;
		if (points > 0 && here === points + (best[i - 1]?.[j - 1] ?? 0)) found[--i] = places[--j];
		else if (here === (best[i]?.[j - 1] ?? 0)) j--;
		else i--;
	}
	return found;
}

/** True when the command or the paths of the instruction stand in the entry. */
function textFits(place: InstructionPlace, createdBy: string): boolean {
	const words = place.text.split(/\s+/).slice(1);
	const rest = trim(words.filter((word) => !word.startsWith('--')).join(' '));
	return rest !== '' && createdBy.replace(/\s+/g, ' ').includes(rest);
}
