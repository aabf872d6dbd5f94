/** Removes what processes that ended without cleaning up have left: containers, images, cache records, private copies. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, Labels } from '#engine/engine.ts';
import { labelNames, type Role } from '#engine/labels.ts';
import { ifMissing } from '#errors';
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
	// Who lives is asked last: a process registers before it makes anything, so what was seen before is nobody's but theirs.
	const allContainers = await ofRoles((labels) => engine.containers.list(labels));
	const allImages = await ofRoles((labels) => engine.images.list(labels));
	const allCopies = await readdir(request.copies).catch(ifMissing([]));
	const { live, dead } = await registry.split();
	const isLeft = ({ labels }: { readonly labels: Labels }): boolean => {
		const process = registry.processOf(labels[labelNames.owner]);
		return process !== undefined && !live.has(process);
	};
	const containers = allContainers.filter(isLeft);
	const images = allImages.filter(isLeft);
	const copies = allCopies.filter((name) => !live.has(name.split('-', 1)[0] ?? ''));
	// Containers first: an image with a container cannot go.
	for (const { id } of containers) await engine.containers.remove(id);
	for (const { id, tags } of images) await removeImage(engine, id, tags);
	for (const name of copies) await rm(join(request.copies, name), { recursive: true, force: true });
	await ledger.sweep(async () => (await registry.split()).live);
	for (const id of dead) registry.forget(id);
	return { containers: containers.length, images: images.length, copies: copies.length };
}

async function ofRoles<Item>(list: (labels: Labels) => Promise<readonly Item[]>): Promise<readonly Item[]> {
	const lists = await Promise.all(shortLived.map((role) => list({ [labelNames.role]: role })));
	return lists.flat();
}

/** Tags first: an image with several tags is not removed by its id alone on every store. */
export async function removeImage(engine: Engine, id: string, tags: readonly string[]): Promise<void> {
	for (const tag of tags) await engine.images.remove(tag);
	await engine.images.remove(id);
}

/** Of the images that carry this job's label, all but the one with the tag: earlier ones are of no use any more. */
export async function removeOlderImages(engine: Engine, job: string, tag: string): Promise<void> {
	for (const { id, tags } of await engine.images.list({ [labelNames.job]: job })) {
		if (!tags.includes(tag)) await removeImage(engine, id, tags);
	}
}
