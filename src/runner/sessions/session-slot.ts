/**
 * Where one runner keeps its sessions, and the id that its objects on an engine carry. Two courses may use one data folder at
 * the same time: each has a slot of its own, held by a lock that the system lets go of when the process ends in any way.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from '#engine/try-lock.ts';
import { ifMissing } from '#errors';

const ownerForm = /^[0-9a-f]{16}$/;

export interface SessionSlot extends Disposable {
	readonly folder: string;
	/** Id of the runner: the same after each start, so that it finds what it left. */
	readonly owner: string;
}

async function ownerOf(folder: string): Promise<string> {
	const file = join(folder, 'owner');
	const found = await readFile(file, 'utf8').catch(ifMissing(''));
	if (ownerForm.test(found)) return found;
	const owner = randomBytes(8).toString('hex');
	await writeFile(file, owner, { flush: true });
	return owner;
}

async function openSlot(folder: string): Promise<SessionSlot | undefined> {
	await mkdir(folder, { recursive: true });
	const lock = tryLock(join(folder, 'lock'));
	if (lock === undefined) return undefined;
	try {
		return { folder, owner: await ownerOf(folder), [Symbol.dispose]: () => lock[Symbol.dispose]() };
	} catch (error) {
		lock[Symbol.dispose]();
		throw error;
	}
}

/** The first slot that nobody holds. */
export async function takeSlot(parent: string): Promise<SessionSlot> {
	for (let number = 0; ; number++) {
		const slot = await openSlot(join(parent, String(number)));
		if (slot !== undefined) return slot;
	}
}

/** Ids of runners that used this folder and run no more: what they left can be removed. */
export async function deadOwners(parent: string): Promise<readonly string[]> {
	const owners: string[] = [];
	for (const name of await readdir(parent).catch(ifMissing([]))) {
		using slot = /^\d+$/.test(name) ? await openSlot(join(parent, name)) : undefined;
		if (slot !== undefined) owners.push(slot.owner);
	}
	return owners;
}
