/** Which files the build cannot see, by `.dockerignore`. They need not be copied, so they count against no limit of the context. */
import { fitsPattern, parseIgnore } from './ignore-pattern.ts';

/** Positions looked at in all matching of one filter: about a second. Five patterns over 5,000 paths need a tenth of it. */
const maxSteps = 30_000_000;

/** An ignore file that takes too long to apply. */
export class IgnoreTooComplex extends Error {}

export interface IgnoreFilter {
	/** True when the build does not see the path. Throws `IgnoreTooComplex`. */
	leavesOut(path: string): boolean;
	/** True when nothing below a folder that is left out can be seen either, so that it need not be opened. */
	readonly prunes: boolean;
}

/** The filter of one ignore file: the last pattern that fits the path or a folder above it decides. */
export function ignoreFilter(text: string): IgnoreFilter {
	const patterns = parseIgnore(text);
	/** Which patterns fit a folder or one above it; folders are asked again for each entry in them. */
	const ofFolders = new Map<string, readonly boolean[]>();
	let steps = 0;
	const count = (more: number): void => {
		steps += more;
		if (steps > maxSteps) throw new IgnoreTooComplex();
	};
	const fits = (path: string): readonly boolean[] => {
		const slash = path.lastIndexOf('/');
		const parent = slash === -1 ? undefined : ofFolder(path.slice(0, slash));
		return patterns.map((pattern, index) => parent?.[index] === true || fitsPattern(pattern, path, count));
	};
	const ofFolder = (path: string): readonly boolean[] => {
		const known = ofFolders.get(path) ?? fits(path);
		ofFolders.set(path, known);
		return known;
	};
	return {
		leavesOut: (path) => patterns[fits(path).lastIndexOf(true)]?.exception === false,
		prunes: patterns.every(({ exception }) => !exception),
	};
}
