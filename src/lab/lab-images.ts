/** Which images an engine must have for a lab. */
import type { Lab } from './schema.ts';

/** Has a shell, `cat` and `nc`: the judge asks a program over HTTP from a container of it. A base of the catalogue. */
export const questionImage = 'busybox:latest';

/** The lab's own bases, and what the judge itself needs. */
export function labImages({ bases, probe }: Pick<Lab, 'bases' | 'probe'>): readonly string[] {
	return probe?.kind === 'http' ? [...new Set([...bases, questionImage])] : bases;
}
