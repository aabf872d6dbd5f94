/** The learner's texts that checks read. */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '#grade/evidence.ts';
import { fillMeasured, type MeasuredSizes } from '#grade/measured-text.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Lab } from '#lab/schema.ts';
import type { Collected } from '../collect/collected.ts';
import { documentPaths } from '../collect/lab-files.ts';

/** A document that is missing, too large or no file is left out. */
export async function readDocuments(collected: Collected, lab: Lab): Promise<Evidence['documents']> {
	const texts: Record<string, string> = {};
	for (const path of documentPaths(lab)) {
		const found = await collected.text(path);
		if (found.kind === 'text') texts[path] = found.bytes.toString('utf8');
	}
	return texts;
}

/** Whether the graded folder is the lab's own reference solution, whatever way its path is written. */
export async function isReferenceSolution(path: string, { dir }: LoadedLab): Promise<boolean> {
	const solution = await realpath(join(dir, 'solution')).catch(() => undefined);
	return solution !== undefined && (await realpath(path).catch(() => undefined)) === solution;
}

/** Puts the measured sizes into the reference solution's texts. A learner's placeholders stay as they are. */
export function fillDocuments(documents: Evidence['documents'], sizes: MeasuredSizes): Evidence['documents'] {
	return Object.fromEntries(Object.entries(documents).map(([path, text]) => [path, fillMeasured(text, sizes)]));
}
