/** The files of one folder of the learner's: listed, read, written and removed without following a link. */

import { createHash, randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from '#errors';
import { maxDepth } from './collect/limits.ts';
import { SafeFolder } from './collect/safe-folder.ts';

export interface FolderFile {
	/** sha256 of the bytes, in hex. */
	readonly version: string;
	readonly bytes: number;
	/** Permission bits. */
	readonly mode: number;
}

/** `refused`: this disk cannot have it, such as a file below a file. */
export type ChangeOutcome = 'done' | 'changed' | 'refused';

interface Remembered extends FolderFile {
	/** Same as long as nobody has touched the file. */
	readonly signature: string;
}

export class FolderFiles {
	readonly #folder: string;
	#remembered: ReadonlyMap<string, Remembered> = new Map();

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** All regular files. A folder that is not there is empty. */
	async list(): Promise<ReadonlyMap<string, FolderFile>> {
		const found = new Map<string, Remembered>();
		await this.#walk('', 0, found);
		this.#remembered = found;
		return found;
	}

	/** Undefined for what is no regular file of `maxBytes` at most. */
	async read(path: string, maxBytes: number): Promise<Buffer | undefined> {
		try {
			await using file = await this.#open(path);
			if (file === undefined || file.stats.size > BigInt(maxBytes)) return undefined;
			return await file.handle.readFile();
		} catch (error) {
			return missing(error);
		}
	}

	/** Written beside and moved in place. */
	async write(path: string, bytes: Uint8Array, mode: number, expected: string | undefined): Promise<ChangeOutcome> {
		const target = join(this.#folder, path);
		try {
			if (!(await this.#isStill(path, expected))) return 'changed';
			await this.#makeFolder(dirname(path));
			const beside = `${target}.new-${randomBytes(4).toString('hex')}`;
			await using handle = await open(beside, 'wx', 0o600);
			await handle.writeFile(bytes);
			await handle.sync();
			// Mode bits that the umask would take away; never less than what lets the owner go on with it.
			await handle.chmod((mode & 0o777) | 0o600);
			await rename(beside, target);
			return 'done';
		} catch (error) {
			return refused(error);
		}
	}

	/** Removes the file and the folders that are empty then. */
	async remove(path: string, expected: string): Promise<ChangeOutcome> {
		try {
			if (!(await this.#isStill(path, expected))) return 'changed';
			await rm(join(this.#folder, path));
			for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
				await rmdir(join(this.#folder, folder));
			}
		} catch (error) {
			if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) return 'done';
			return refused(error);
		}
		return 'done';
	}

	async #walk(below: string, depth: number, found: Map<string, Remembered>): Promise<void> {
		const entries = await readdir(join(this.#folder, below), { withFileTypes: true }).catch(missing);
		for (const entry of entries ?? []) {
			const path = below === '' ? entry.name : `${below}/${entry.name}`;
			if (entry.isDirectory() && depth < maxDepth) await this.#walk(path, depth + 1, found);
			if (!entry.isFile()) continue;
			const file = await this.#look(path);
			if (file !== undefined) found.set(path, file);
		}
	}

	async #look(path: string): Promise<Remembered | undefined> {
		try {
			const stats = await lstat(join(this.#folder, path), { bigint: true });
			const before = this.#remembered.get(path);
			if (before?.signature === signatureOf(stats)) return before;
			await using file = await this.#open(path);
			if (file === undefined) return undefined;
			const hash = createHash('sha256');
			for await (const piece of file.handle.createReadStream({ autoClose: false })) hash.update(piece as Buffer);
			const { size, mode } = file.stats;
			const version = hash.digest('hex');
			return { version, bytes: Number(size), mode: Number(mode) & 0o777, signature: signatureOf(file.stats) };
		} catch (error) {
			return missing(error);
		}
	}

	async #isStill(path: string, expected: string | undefined): Promise<boolean> {
		const there = await lstat(join(this.#folder, path)).catch(missing);
		if (expected === undefined || there === undefined) return expected === undefined && there === undefined;
		return there.isFile() && (await this.#look(path))?.version === expected;
	}

	async #open(path: string) {
		const parts = path.split('/');
		const name = parts.pop() ?? '';
		await using folder = await SafeFolder.open(join(this.#folder, ...parts));
		const stats = await folder.stat(name);
		const handle = stats.isFile() ? await folder.openFile(name, stats) : undefined;
		return handle && { handle, stats, [Symbol.asyncDispose]: () => handle.close() };
	}

	/** Each folder on the way is a folder, not a link to one. */
	async #makeFolder(folder: string): Promise<void> {
		await mkdir(this.#folder, { recursive: true });
		if (folder === '.') return;
		let below = '';
		for (const part of folder.split('/')) {
			below = join(below, part);
			await mkdir(join(this.#folder, below)).catch((error: unknown) => {
				if (!hasCode(error, 'EEXIST')) throw error;
			});
			if (!(await lstat(join(this.#folder, below))).isDirectory()) throw codeError('ENOTDIR');
		}
		await chmod(join(this.#folder, below), 0o755);
	}
}

function signatureOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
	return `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
}

function codeError(code: string): Error {
	return Object.assign(new Error(code), { code });
}

/** For `catch`: nothing that can be read stands at the path. */
export function missing(error: unknown): undefined {
	if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
	throw error;
}

/** A file where a folder is, and what is too long or has a name that this disk does not take. A full disk is a fault. */
function refused(error: unknown): 'refused' {
	if (hasCode(error, 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ', 'EEXIST', 'ENOTEMPTY')) return 'refused';
	throw error;
}
