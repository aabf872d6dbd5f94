/** Labs as pages show them: read from their own files, never repeated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '#lab/schema.ts';

const labs = Object.fromEntries(
	Object.values(import.meta.glob<{ lab: Lab }>('/labs/*/lab.ts', { eager: true })).map(({ lab }) => [lab.id, lab]),
);

/** Throws for an unknown id, so that a lesson with a wrong reference does not build. */
export function findLab(id: string): Lab {
	const lab = labs[id];
	if (lab === undefined) throw new Error(`no lab "${id}" in labs/; there are: ${Object.keys(labs).join(', ')}`);
	return lab;
}

/** A file of a lab as text, without the newline at its end. `folder` is `starter`, `solution` or `variants/<name>`. */
export function labFile(id: string, folder: string, path: string): string {
	return readFileSync(join(process.cwd(), 'labs', findLab(id).id, folder, path), 'utf8').trimEnd();
}

/** The command of a step. Throws when the lab has no such step. */
export function labCommand(id: string, step: string): { readonly title: string; readonly command: string } {
	const found = findLab(id).steps.find((each) => each.id === step);
	if (found === undefined) throw new Error(`lab "${id}" has no step "${step}"`);
	return found;
}

/** All labs in the order of the course; those of one place by id. */
export const allLabs: readonly Lab[] = Object.values(labs).sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
