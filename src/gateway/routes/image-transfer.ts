import { z } from 'zod';
import { text } from '../http/query.ts';
import { badRequest, Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import type { Call } from '../http/route.ts';
import { plain } from '../http/route.ts';
import { imageNameText, parseImageName } from '../image-name.ts';
import type { SessionParts } from '../session-parts.ts';
import { renameInArchive } from '../view/rename-in-archive.ts';

/** Images that are saved into one archive. */
const savedCount = 20;

async function save(parts: SessionParts, names: readonly string[], call: Call<unknown>, reply: Reply): Promise<void> {
	if (names.length === 0 || names.length > savedCount) throw badRequest(`Name 1 to ${savedCount} images.`);
	const found = await Promise.all(names.map((name) => parts.images.find(name, call.signal)));
	const query = { names: found.map(({ reference }) => reference) };
	const { version, signal } = call;
	const archive = await parts.engine.send({ method: 'GET', path: '/images/get', query, version, signal });
	await reply.stream(renameInArchive(archive, parts.names), { 'Content-Type': 'application/x-tar' });
}

/** Whether a pull has nothing to do, because the image is here. */
async function isHere(parts: SessionParts, reference: string, signal: AbortSignal): Promise<boolean> {
	try {
		return !(await parts.images.find(reference, signal)).byId;
	} catch (error) {
		if (error instanceof Refusal && error.status === 404) return false;
		throw error;
	}
}

export const transferRoutes = [
	plain({
		method: 'GET',
		path: '/images/get',
		query: z.strictObject({ names: z.union([z.string(), z.array(z.string())]), platform: text }),
		handle: async (parts, call, reply) => await save(parts, [call.query.names].flat(), call, reply),
	}),
	plain({
		method: 'GET',
		path: '/images/:image/get',
		query: z.strictObject({ platform: text }),
		handle: async (parts, call, reply) => await save(parts, [call.params['image'] ?? ''], call, reply),
	}),
	plain({
		method: 'POST',
		path: '/images/create',
		// The docker command sends none, but a content type and a length of 0.
		query: z.strictObject({
			fromImage: text,
			tag: text,
			fromSrc: text,
			repo: text,
			platform: text,
			message: text,
			changes: text,
		}),
		handle: async (parts, { query, signal }, reply) => {
			const { fromImage = '', tag = '', fromSrc = '' } = query;
			if (fromSrc !== '')
				throw new Refusal('This session does not import images. Build one from a Dockerfile by docker build.');
			const reference = tag === '' ? fromImage : `${fromImage}${tag.includes(':') ? '@' : ':'}${tag}`;
			// Newer commands write the whole name, people the short one.
			const name = parseImageName(reference);
			const shown = name === undefined ? reference.slice(0, 200) : imageNameText(name);
			if (!(await isHere(parts, reference, signal)))
				throw new Refusal(
					`This session does not pull images, and ${shown} is not here. See those that are here by docker images.`,
				);
			reply.json({ status: `Status: Image is up to date for ${shown}` });
		},
	}),
];
