import type { ToolCategory } from '../analysis.ts';

/** Strings that a program carries in its bytes and that a change of its name does not change. */
export interface ToolSignature {
	readonly category: ToolCategory;
	readonly name: string;
	/** `elf`: executables of that format. `script`: files with a `#!` line. */
	readonly in: 'elf' | 'script';
	/** All of these must occur; 8 characters or more each, so that the search stays fast and chance hits rare. */
	readonly strings: readonly [string, ...string[]];
}
