/** Removes what processes that ended without cleaning up have left: containers, images, cache records, private copies. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '#engine/engine.ts';
import { labelNames, type Role } from '#engine/labels.ts';
import type { CacheLedger } from './cache-ledger.ts';
import type { ProcessRegistry } from './process-registry.ts';

/** What lives no longer than a process. Images of the role `lab-build` and bases are meant to stay. */
const shortLived: readonly Role[] = ['grading', 'helper'];

export interface SweepRequest {
	readonly engine: Engine;
	readonly registry: ProcessRegistry;
	readonly ledger: CacheLedger;
	/** Folder of the private copies; each is named `<process>-<grading>`. */
	readonly copies: string;
}

/** How much was found and removed. */
export interface SweepResult {
	readonly containers: number;
	readonly images: number;
	readonly copies: number;
}

/** Never touches what a live process of the same data folder made, nor anything of another data folder. */
export async function sweepLeftovers(request: SweepRequest): Promise<SweepResult> {
	const { engine, registry, ledger } = request;
	const { live, dead } = await registry.split();
	const isLeft = (labels: Readonly<Record<string, string>>): boolean => {
		const process = registry.processOf(labels[labelNames.owner]);
		return process !== undefined && !live.has(process);
	};
	let containers = 0;
	let images = 0;
	// Containers first: an image with a container cannot go.
	for (const role of shortLived) {
		for (const container of await engine.containers.list({ [labelNames.role]: role })) {
			if (!isLeft(container.labels)) continue;
			await engine.containers.remove(container.id);
			containers += 1;
		}
	}
	for (const role of shortLived) {
		for (const image of await engine.images.list({ [labelNames.role]: role })) {
			if (!isLeft(image.labels)) continue;
			await removeImage(engine, image.id, image.tags);
			images += 1;
		}
	}
	await ledger.sweep(live);
	const copies = await removeCopies(request.copies, live);
	for (const id of dead) registry.forget(id);
	return { containers, images, copies };
}

/** Tags first: an image with several tags is not removed by its id alone on every store. */
export async function removeImage(engine: Engine, id: string, tags: readonly string[]): Promise<void> {
	for (const tag of tags) await engine.images.remove(tag);
	await engine.images.remove(id);
}

async function removeCopies(folder: string, live: ReadonlySet<string>): Promise<number> {
	const names = await readdir(folder).catch(() => []);
	const left = names.filter((name) => !live.has(name.split('-', 1)[0] ?? ''));
	for (const name of left) await rm(join(folder, name), { recursive: true, force: true });
	return left.length;
}
