import { describe, expect, it } from 'vitest';
import type { Work, WorkFile } from '#protocol/api.ts';
import { lab } from '../../text/en/lab.ts';
import { ApiProblem, Unreachable } from '../api/request.ts';
import { Drafts } from './drafts.ts';
import { WorkFiles } from './work-files.ts';
import { findFile } from './work-state.ts';

class MemoryStorage {
	readonly values = new Map<string, string>();
	getItem = (key: string) => this.values.get(key) ?? null;
	setItem = (key: string, value: string) => void this.values.set(key, value);
	removeItem = (key: string) => void this.values.delete(key);
}

/** Timers that run when the test says so. */
class HandTimers {
	readonly waiting = new Map<number, () => void>();
	#next = 1;
	set = (run: () => void) => {
		this.waiting.set(this.#next, run);
		return this.#next++;
	};
	clear = (timer: unknown) => void this.waiting.delete(timer as number);
	fire(): void {
		const runs = [...this.waiting.values()];
		this.waiting.clear();
		for (const run of runs) run();
	}
}

class FakeApi {
	text = 'FROM a\n';
	version = 1;
	saves: string[] = [];
	fail: Error | undefined;

	#file = (): WorkFile => ({ path: 'Dockerfile', text: this.text, editable: true, version: String(this.version) });
	read = async (): Promise<Work> => ({ lab: 'go', folder: '/w', files: [this.#file()] });
	save = async (_path: string, text: string, baseVersion: string): Promise<WorkFile> => {
		if (this.fail !== undefined) throw this.fail;
		if (baseVersion !== String(this.version)) throw conflict;
		this.saves.push(text);
		this.change(text);
		return this.#file();
	};
	reset = async (): Promise<Work> => {
		this.change('FROM a\n');
		return this.read();
	};
	change(text: string): void {
		this.text = text;
		this.version += 1;
	}
}

const conflict = new ApiProblem({
	type: 'about:blank',
	title: 'Conflict',
	status: 409,
	detail: 'changed',
	code: 'work-conflict',
	hint: 'look',
});

async function opened(storage = new MemoryStorage(), api = new FakeApi()) {
	const timers = new HandTimers();
	const files = new WorkFiles(api, new Drafts(storage, 'go'), lab, timers);
	await files.load();
	const file = () => {
		const found = findFile(files.state.value, 'Dockerfile');
		if (found === undefined) throw new Error('no file');
		return found;
	};
	return { files, api, timers, storage, file };
}

describe('saving', () => {
	it('saves once after typing stops, and forgets the draft', async () => {
		const { files, api, storage, file } = await opened();
		files.edit('Dockerfile', 'FROM b');
		files.edit('Dockerfile', 'FROM b\n');
		expect(file().save.kind).toBe('waiting');
		expect(storage.values.size).toBe(1);
		expect(await files.flush()).toBe(true);
		expect([api.saves, file().save.kind, storage.values.size]).toEqual([['FROM b\n'], 'saved', 0]);
	});

	it('saves what was typed during a save on top of it', async () => {
		const { files, api, timers, file } = await opened();
		files.edit('Dockerfile', 'one');
		const first = files.flush();
		files.edit('Dockerfile', 'two');
		await first;
		timers.fire();
		await files.flush();
		expect([api.text, file().save.kind]).toEqual(['two', 'saved']);
	});

	it('keeps the text and tries again when the course does not answer', async () => {
		const { files, api, timers, storage, file } = await opened();
		api.fail = new Unreachable('away');
		files.edit('Dockerfile', 'mine');
		expect(await files.flush()).toBe(false);
		expect(file().save.kind).toBe('retrying');
		expect([...storage.values.values()][0]).toContain('mine');
		api.fail = undefined;
		timers.fire();
		expect(await files.flush()).toBe(true);
		expect(api.text).toBe('mine');
	});
});

describe('a draft from before a reload', () => {
	it('is taken up and saved when the file did not change', async () => {
		const storage = new MemoryStorage();
		new Drafts(storage, 'go').keep('Dockerfile', { text: 'draft', baseVersion: '1' });
		const { files, api, file } = await opened(storage);
		expect([file().text, file().save.kind]).toEqual(['draft', 'waiting']);
		await files.flush();
		expect(api.text).toBe('draft');
	});

	it('is shown as a conflict when it did', async () => {
		const storage = new MemoryStorage();
		new Drafts(storage, 'go').keep('Dockerfile', { text: 'draft', baseVersion: '0' });
		const { file } = await opened(storage);
		expect([file().text, file().save.kind]).toEqual(['draft', 'conflict']);
	});
});

describe('a conflict', () => {
	async function inConflict() {
		const all = await opened();
		all.api.change('theirs');
		all.files.edit('Dockerfile', 'mine');
		expect(await all.files.flush()).toBe(false);
		expect(all.file().save).toMatchObject({ kind: 'conflict', theirs: { text: 'theirs' } });
		expect(all.api.text).toBe('theirs');
		return all;
	}

	it('ends with mine', async () => {
		const { files, api, file } = await inConflict();
		await files.keepMine('Dockerfile');
		expect([api.text, file().text, file().save.kind]).toEqual(['mine', 'mine', 'saved']);
	});

	it('ends with theirs, which the editor takes over', async () => {
		const { files, api, storage, file } = await inConflict();
		files.takeTheirs('Dockerfile');
		expect([api.text, file().text, file().replaced]).toEqual(['theirs', 'theirs', 1]);
		expect(storage.values.size).toBe(0);
	});
});

it('starts over with the starter, whatever waits', async () => {
	const { files, api, timers, storage, file } = await opened();
	files.edit('Dockerfile', 'mine');
	await files.reset();
	timers.fire();
	expect([api.text, file().text, file().save.kind, file().replaced]).toEqual(['FROM a\n', 'FROM a\n', 'saved', 1]);
	expect(storage.values.size).toBe(0);
});

it('tells why the files cannot be read', async () => {
	const api = new FakeApi();
	api.read = () => Promise.reject(new Unreachable('away'));
	const { files } = await opened(new MemoryStorage(), api);
	expect(files.state.value).toMatchObject({ kind: 'failed', problem: { detail: 'The course does not answer.' } });
});

describe('a file that was changed elsewhere', () => {
	it('is shown at once when nothing of it waits', async () => {
		const { files, api, file } = await opened();
		api.change('FROM terminal\n');
		await files.refresh();
		expect([file().text, file().save.kind, file().replaced]).toEqual(['FROM terminal\n', 'saved', 1]);
		files.edit('Dockerfile', 'FROM terminal\n# mine\n');
		expect(await files.flush()).toBe(true);
	});

	it('loses neither text when one of it waits', async () => {
		const { files, api, timers, file } = await opened();
		files.edit('Dockerfile', 'mine');
		api.change('theirs');
		await files.refresh();
		timers.fire();
		await files.flush();
		expect(file()).toMatchObject({ text: 'mine', save: { kind: 'conflict', theirs: { text: 'theirs' } } });
		expect(api.text).toBe('theirs');
	});

	it('brings the newer other text into a conflict', async () => {
		const { files, api, file } = await opened();
		files.edit('Dockerfile', 'mine');
		api.change('theirs');
		await files.refresh();
		api.change('theirs again');
		await files.refresh();
		expect(file().save).toMatchObject({ kind: 'conflict', theirs: { text: 'theirs again' } });
		await files.keepMine('Dockerfile');
		expect([api.text, file().save.kind]).toEqual(['mine', 'saved']);
	});

	it('is no conflict when both are the same', async () => {
		const { files, api, file } = await opened();
		files.edit('Dockerfile', 'same');
		api.change('same');
		await files.refresh();
		expect(file().save.kind).toBe('saved');
	});

	it('is not mixed up with a save that is on its way', async () => {
		const { files, api, file } = await opened();
		files.edit('Dockerfile', 'mine');
		const saving = files.flush();
		await files.refresh();
		await saving;
		expect([file().text, file().save.kind, api.text]).toEqual(['mine', 'saved', 'mine']);
	});
});

it('puts a text into a file, and tells what was there', async () => {
	const { files, api, file } = await opened();
	expect(files.apply('Dockerfile', 'FROM solution\n')).toBe('FROM a\n');
	expect([file().text, file().replaced, file().undoable]).toEqual(['FROM solution\n', 1, true]);
	await files.flush();
	expect(api.text).toBe('FROM solution\n');
	expect(files.apply('other', 'x')).toBeUndefined();
});
