/** What the editor shows of the learner's files. Plain data and pure changes. */
import type { Problem, Work, WorkFile } from '#protocol/api.ts';
import type { Draft } from './drafts.ts';

/** How far the text of a file has come. */
export type SaveState =
	| { readonly kind: 'saved' }
	| { readonly kind: 'waiting' }
	| { readonly kind: 'saving' }
	/** Not saved yet; it is tried again. */
	| { readonly kind: 'retrying'; readonly message: string }
	/** The file changed elsewhere since this text was begun. */
	| { readonly kind: 'conflict'; readonly theirs: WorkFile };

export interface FileState {
	readonly path: string;
	readonly editable: boolean;
	/** What the editor holds. */
	readonly text: string;
	/** Version of the runner's file that `text` was written on. */
	readonly version: string;
	readonly save: SaveState;
	/** Counts up when the text was replaced from outside, so that the editor takes it over. */
	readonly replaced: number;
	/** Whether the learner did that, and may take it back by the editor's undo. */
	readonly undoable?: boolean;
}

export type WorkState =
	| { readonly kind: 'loading' }
	| { readonly kind: 'failed'; readonly problem: Pick<Problem, 'detail' | 'hint'> }
	| { readonly kind: 'ready'; readonly files: readonly FileState[]; readonly folder: string };

/** A file as the runner gave it, with what this browser still held of it. */
export function fileState(file: WorkFile, draft: Draft | undefined, replaced = 0): FileState {
	const base = { path: file.path, editable: file.editable, replaced };
	if (draft === undefined || draft.text === file.text || !file.editable) {
		return { ...base, text: file.text, version: file.version, save: { kind: 'saved' } };
	}
	const conflict = draft.baseVersion !== file.version;
	return {
		...base,
		text: draft.text,
		version: draft.baseVersion,
		save: conflict ? { kind: 'conflict', theirs: file } : { kind: 'waiting' },
	};
}

export function readyState(work: Work, draft: (path: string) => Draft | undefined, replaced = 0): WorkState {
	return {
		kind: 'ready',
		folder: work.folder,
		files: work.files.map((file) => fileState(file, draft(file.path), replaced)),
	};
}

export function findFile(state: WorkState, path: string): FileState | undefined {
	return state.kind === 'ready' ? state.files.find((file) => file.path === path) : undefined;
}

export function changeFile(state: WorkState, path: string, change: Partial<Omit<FileState, 'path'>>): WorkState {
	if (state.kind !== 'ready') return state;
	return { ...state, files: state.files.map((file) => (file.path === path ? { ...file, ...change } : file)) };
}

export function unsavedFiles(state: WorkState): readonly FileState[] {
	return state.kind === 'ready' ? state.files.filter((file) => file.save.kind !== 'saved') : [];
}

/**
 * The files as the runner has them now. A file with text of the learner's that is not saved keeps it: when the other text is
 * another one, that is a conflict to be decided.
 */
export function refreshedState(state: WorkState, work: Work): WorkState {
	if (state.kind !== 'ready') return state;
	const known = new Map(state.files.map((file) => [file.path, file]));
	const files = work.files.map((file) => {
		const mine = known.get(file.path);
		return mine === undefined ? fileState(file, undefined) : refreshed(mine, file);
	});
	const present = new Set(work.files.map(({ path }) => path));
	const unsaved = state.files.filter((file) => file.save.kind !== 'saved' && !present.has(file.path));
	return { ...state, folder: work.folder, files: [...files, ...unsaved] };
}

function refreshed(mine: FileState, theirs: WorkFile): FileState {
	const known = mine.save.kind === 'conflict' ? mine.save.theirs.version : mine.version;
	if (theirs.version === known) return { ...mine, editable: theirs.editable };
	const base = { path: mine.path, editable: theirs.editable, version: theirs.version };
	if (mine.text === theirs.text) return { ...base, text: mine.text, save: { kind: 'saved' }, replaced: mine.replaced };
	if (mine.save.kind === 'saved') {
		return { ...base, text: theirs.text, save: { kind: 'saved' }, replaced: mine.replaced + 1, undoable: false };
	}
	return { ...mine, editable: theirs.editable, save: { kind: 'conflict', theirs } };
}
