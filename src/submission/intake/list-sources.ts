/** A folder of submissions → one source for each learner. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubmissionProblem } from '#grade/evidence.ts';
import { type FileKind, fileKind, isArchiveName } from './archive-kind.ts';
import { type LmsName, readLmsName } from './lms-name.ts';
import type { SourcePart, SubmissionSource } from './source.ts';

export interface SourceList {
	readonly sources: readonly SubmissionSource[];
	/** Names that are no submission, such as a list of grades beside them. */
	readonly ignored: readonly string[];
}

/** What systems put into folders by themselves. */
const systemFiles = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '__MACOSX']);

export function isSystemFile(name: string): boolean {
	return systemFiles.has(name) || name.startsWith('._');
}

interface Found {
	readonly entry: string;
	readonly part: SourcePart;
	readonly lms: LmsName | undefined;
}

/**
 * Every folder and archive is a submission; names of Moodle and Canvas are read, and the files of one learner belong
 * together. In the order of names. `problems`: what an unpacking noted, by the entry of this folder that it is about.
 */
export async function listSources(
	folder: string,
	problems: ReadonlyMap<string, SubmissionProblem> = new Map(),
): Promise<SourceList> {
	const found: Found[] = [];
	const ignored: string[] = [];
	const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !isSystemFile(name));
	const isCanvas = isCanvasDownload(entries);
	for (const one of entries.toSorted(byName)) {
		const { name: entry } = one;
		const path = join(folder, entry);
		const read = readLmsName(entry);
		const lms = read?.platform === 'canvas' && !isCanvas ? undefined : read;
		const kind = one.isDirectory() ? 'folder' : one.isFile() ? partKind(entry, await fileKind(path)) : undefined;
		if (kind === undefined || (kind === 'file' && lms === undefined)) ignored.push(entry);
		else found.push({ entry, part: { kind, path, name: lms?.fileName ?? entry }, lms });
	}
	// Of a learner of whom nothing could be unpacked there is the problem alone.
	const there = new Set(found.map(({ entry }) => entry));
	for (const entry of [...problems.keys()].filter((owner) => !there.has(owner))) {
		found.push({ entry, part: { kind: 'folder', path: join(folder, entry), name: entry }, lms: readLmsName(entry) });
	}
	return { sources: grouped(found, problems), ignored };
}

/** Canvas hands out files alone, and every one of them is named in its way. */
function isCanvasDownload(entries: readonly { readonly name: string; isFile(): boolean }[]): boolean {
	return entries.every((one) => one.isFile() && readLmsName(one.name)?.platform === 'canvas');
}

/** A file with the name of an archive is taken for one, so that a broken one is told about. */
export function partKind(name: string, { kind }: FileKind): 'archive' | 'file' {
	return kind !== 'none' || isArchiveName(name) ? 'archive' : 'file';
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
	return a.name < b.name ? -1 : 1;
}

function grouped(found: readonly Found[], problems: ReadonlyMap<string, SubmissionProblem>): SubmissionSource[] {
	const groups = new Map<string, Found[]>();
	for (const one of found) {
		const key = one.lms === undefined ? `entry ${one.entry}` : `learner ${keyOf(one.lms)}`;
		groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return uniqueNames([...groups.values()].map((group) => toSource(group, problems)));
}

function keyOf({ platform, learner }: LmsName): string {
	return [platform, learner.id ?? '', learner.name].join('\0');
}

function toSource(group: readonly Found[], problems: ReadonlyMap<string, SubmissionProblem>): SubmissionSource {
	const [first] = group;
	const lms = first?.lms;
	const problem = group.map(({ entry }) => problems.get(entry)).find((one) => one !== undefined);
	// Texts typed into a form are no files; where there is nothing else, the grading says what is missing.
	const files = group.filter((one) => one.lms?.content !== 'text');
	return {
		name: lms?.learner.name ?? withoutArchiveEnding(first?.entry ?? ''),
		...(lms === undefined ? {} : { learner: lms.learner }),
		late: group.some((one) => one.lms?.late === true),
		parts: files.map(({ part }) => part),
		...(problem === undefined ? {} : { problem }),
	};
}

export function withoutArchiveEnding(name: string): string {
	return name.replace(/\.(?:zip|tar|tgz|tar\.gz)$/i, '') || name;
}

/** Two learners of one name, or `ada/` beside `ada.zip`, are told apart by id, else by number. */
export function uniqueNames(sources: readonly SubmissionSource[]): SubmissionSource[] {
	const count = new Map<string, number>();
	for (const { name } of sources) count.set(name, (count.get(name) ?? 0) + 1);
	const taken = new Set(sources.map(({ name }) => name).filter((name) => count.get(name) === 1));
	return sources.map((source) => {
		if (count.get(source.name) === 1) return source;
		const name = freeName(source, taken);
		taken.add(name);
		return { ...source, name };
	});
}

function freeName({ name, learner }: SubmissionSource, taken: ReadonlySet<string>): string {
	const withId = learner?.id === undefined ? name : `${name} (${learner.id})`;
	for (let number = 1; ; number += 1) {
		const candidate = number === 1 ? withId : `${withId} #${number}`;
		if (!taken.has(candidate)) return candidate;
	}
}
