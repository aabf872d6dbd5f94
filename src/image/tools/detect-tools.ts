/**
 * Which tools a file is, by its bytes and not by its name.
 *
 * Known limits. Not found: a program packed by UPX or encrypted (`ElfContent.packed` tells), one built from source with
 * its texts changed, an interpreter that is used as a shell (python, perl), a package manager inside a zip file such as
 * the wheel that Python's ensurepip brings. Found wrongly: a program that carries these very strings, e.g. a scanner
 * for them.
 */
import type { FileContent, ToolCategory } from '../analysis.ts';
import { MultiSearch } from '../multi-search.ts';
import { buildToolSignatures, nodeBuildTools } from './build-tools.ts';
import { nodePackageManagers, packageManagerSignatures } from './package-managers.ts';
import { shellSignatures } from './shells.ts';
import type { ToolSignature } from './signature.ts';

export interface DetectedTool {
	readonly category: ToolCategory;
	readonly name: string;
}

const signatures: readonly ToolSignature[] = [...shellSignatures, ...packageManagerSignatures, ...buildToolSignatures];

/** A search for the strings of all signatures. */
export function toolSearch(): MultiSearch {
	return new MultiSearch(signatures.flatMap(({ strings }) => strings));
}

/** Whether a file can be one of the tools at all, so that its bytes are worth a search. */
export function mayBeTool(content: FileContent | undefined): boolean {
	return content?.kind === 'script' || (content?.kind === 'elf' && content.role === 'executable');
}

/** The tools that a file is, at most one of each category, from the strings that were found in it. */
export function detectTools(content: FileContent | undefined, hits: ReadonlySet<string>): readonly DetectedTool[] {
	if (content === undefined || hits.size === 0 || !mayBeTool(content)) return [];
	const found = new Map<ToolCategory, DetectedTool>();
	for (const { category, name, in: kind, strings } of signatures)
		if (kind === content.kind && !found.has(category) && strings.every((text) => hits.has(text)))
			found.set(category, { category, name });
	return [...found.values()];
}

/** A package for Node, from the text of its `package.json`: one that brings commands and is a known tool. */
export function detectNodePackage(text: string): DetectedTool | undefined {
	const { name, bin } = parseObject(text);
	if (typeof name !== 'string' || bin === undefined) return undefined;
	if (nodePackageManagers.has(name)) return { category: 'package-manager', name };
	return nodeBuildTools.has(name) ? { category: 'build-tool', name } : undefined;
}

/**
 * A package for Python, from a path: pip imports itself by its name, so its folder cannot be called otherwise.
 * Gives the folder of the package.
 */
export function pipFolder(path: string): string | undefined {
	return /^(.*\/pip|pip)\/_internal\/cli\/(?:main\.pyc?|__pycache__\/main\.[^/]*\.pyc)$/.exec(path)?.[1];
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	} catch {
		// Some packages ship broken package.json files as test data; those are no tools.
		return {};
	}
}
