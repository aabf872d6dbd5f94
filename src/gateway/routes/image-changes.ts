import { z } from 'zod';
import { splitReference } from '#engine/client/reference.ts';
import { filters, flag, onlyFilters, text } from '../http/query.ts';
import { badRequest, Refusal } from '../http/refusal.ts';
import { plain } from '../http/route.ts';
import type { FoundImage, VisibleImage } from '../own/images.ts';
import type { SessionParts } from '../session-parts.ts';
import { asPlain, mapTexts, type Plain } from '../view/plain.ts';

/** What a removal did, in the learner's names: `[{Untagged}, {Deleted}]`. */
type Removed = readonly Plain[];

async function removeOne(parts: SessionParts, reference: string, force: boolean): Promise<Removed> {
	const removed = await parts.engine.json({ method: 'DELETE', path: `/images/${reference}`, query: { force } });
	return (Array.isArray(removed) ? removed : []).map((item) =>
		asPlain(mapTexts(item, (words) => parts.names.text(words))),
	);
}

/** @throws Refusal for a base, which other learners build on too. */
async function remove(parts: SessionParts, image: FoundImage, force: boolean): Promise<Removed> {
	const byName = image.byId ? undefined : image.reference;
	if (byName !== undefined && image.ownTags.includes(byName)) return await removeOne(parts, byName, force);
	if (byName !== undefined || image.ownTags.length === 0) {
		if (image.shared) throw new Refusal(`${image.tags[0] ?? image.id} is a base image of the course and stays.`);
		return await removeOne(parts, image.id, force);
	}
	if (image.ownTags.length > 1 && !force)
		throw new Refusal(
			`conflict: unable to delete ${image.id.slice(7, 19)} (must be forced) - image is referenced in multiple repositories`,
			409,
		);
	// Name by name: by its id an image would go with the names that others gave it.
	const removed: Plain[] = [];
	for (const tag of image.ownTags) removed.push(...(await removeOne(parts, tag, force)));
	return removed;
}

/** @throws Refusal when the session has as many images as it may. */
async function mayTag(parts: SessionParts, signal: AbortSignal): Promise<void> {
	const names = (await parts.images.list(signal)).flatMap(({ ownTags }) => ownTags);
	if (names.length >= parts.limits.images)
		throw new Refusal(
			`This session has ${names.length} names of images, as many as it may. Remove some by docker rmi.`,
		);
}

async function unused(parts: SessionParts, all: boolean, signal: AbortSignal): Promise<readonly VisibleImage[]> {
	const used = new Set((await parts.containers.list(signal)).map(({ imageId }) => imageId));
	return (await parts.images.list(signal)).filter(
		({ id, tags, ownTags }) => !used.has(id) && (tags.length === 0 || (all && ownTags.length > 0)),
	);
}

export const imageChangeRoutes = [
	plain({
		method: 'DELETE',
		path: '/images/:image',
		query: z.strictObject({ force: flag, noprune: flag, platforms: text }),
		handle: async (parts, { params, query, signal }, reply) => {
			const image = await parts.images.find(params['image'] ?? '', signal);
			reply.json(await remove(parts, image, query.force ?? false));
		},
	}),
	plain({
		method: 'POST',
		path: '/images/:image/tag',
		query: z.strictObject({ repo: text, tag: text }),
		handle: async (parts, { params, query, signal }, reply) => {
			const { repo = '', tag = '' } = query;
			const target = repo.includes('@') ? undefined : parts.names.imageIn(tag === '' ? repo : `${repo}:${tag}`);
			if (target === undefined) throw badRequest(`"${repo.slice(0, 200)}" is not an image name.`);
			await parts.turns.take(async () => {
				await mayTag(parts, signal);
				const { reference } = await parts.images.find(params['image'] ?? '', signal);
				const to = splitReference(target);
				const named = { repo: to.repository, tag: to.tag };
				await parts.engine.run({ method: 'POST', path: `/images/${reference}/tag`, query: named });
			});
			reply.empty(201);
		},
	}),
	plain({
		method: 'POST',
		path: '/images/prune',
		query: z.strictObject({ filters }),
		handle: async (parts, { query, signal }, reply) => {
			const known = onlyFilters(query.filters, ['dangling']);
			const all = (known.get('dangling') ?? []).some((value) => ['0', 'false'].includes(value));
			const deleted: Plain[] = [];
			let reclaimed = 0;
			for (const { id, ownTags, shared, listed } of await unused(parts, all, signal)) {
				for (const reference of ownTags.length > 0 ? ownTags : [id])
					deleted.push(...(await removeOne(parts, reference, true)));
				if (!shared) reclaimed += listed.Size;
			}
			reply.json({ ImagesDeleted: deleted, SpaceReclaimed: reclaimed });
		},
	}),
];
