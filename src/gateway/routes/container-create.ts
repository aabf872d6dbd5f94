import { z } from 'zod';
import { containerBody, readContainerRequest } from '../create/container-body.ts';
import { healthcheckOf } from '../create/healthcheck.ts';
import { randomName } from '../create/random-name.ts';
import { healthcheckSchema } from '../create/schemas.ts';
import { text } from '../http/query.ts';
import { badRequest, Refusal } from '../http/refusal.ts';
import { plain } from '../http/route.ts';
import { isLive } from '../own/containers.ts';
import type { FoundImage } from '../own/images.ts';
import type { SessionParts } from '../session-parts.ts';
import { asPlain } from '../view/plain.ts';

/** Characters of a container's name; the engine adds no limit of its own. */
const nameForm = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/;

/** @throws Refusal 400 in the engine's words. */
export function containerName(name: string): string {
	if (!nameForm.test(name))
		throw badRequest(
			`Invalid container name (${name.slice(0, 60)}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed, at most 100 of them`,
		);
	return name;
}

const imageSchema = z.object({ Config: z.object({ Healthcheck: healthcheckSchema.nullish() }).nullish() });

/** `docker ps` shows the image as it was written: without a tag where none was. */
function asWritten({ reference, byId }: FoundImage, written: string): string {
	const hasTag = /[:@][^/]*$/.test(written);
	return byId || hasTag ? reference : reference.replace(/:latest$/, '');
}

async function create(parts: SessionParts, body: unknown, asked: string, signal: AbortSignal): Promise<unknown> {
	const request = readContainerRequest(body);
	const own = await parts.containers.list(signal);
	if (own.length >= parts.limits.containers)
		throw new Refusal(
			`This session has ${own.length} containers, as many as it may. Remove some by docker rm or docker container prune.`,
		);
	await parts.disk.mayWrite(signal);
	const image = await parts.images.find(request.image, signal);
	const details = imageSchema.parse(
		await parts.engine.json({ method: 'GET', path: `/images/${image.reference}/json`, signal }),
	);
	const name = asked === '' ? randomName(new Set(own.map((container) => container.name))) : containerName(asked);
	const health = healthcheckOf(request.config.Healthcheck, details.Config?.Healthcheck ?? undefined);
	const json = {
		...containerBody(request, {
			image: asWritten(image, request.image),
			name,
			network: parts.names.network,
			labels: parts.labels,
			limits: parts.limits,
			taken: own.filter(isLive).flatMap(({ ports }) => ports),
		}),
		...(health && { Healthcheck: health }),
	};
	const query = { name: parts.names.containerIn(name) };
	return await parts.engine.json({ method: 'POST', path: '/containers/create', query, json });
}

export const createRoutes = [
	plain({
		method: 'POST',
		path: '/containers/create',
		body: true,
		query: z.strictObject({ name: text, platform: text }),
		handle: async (parts, { query, json, signal }, reply) => {
			const body = await json();
			const { platform = '' } = query;
			if (platform !== '' && !platform.startsWith(parts.facts.platform))
				throw new Refusal(`This session runs ${parts.facts.platform} only, not ${platform.slice(0, 40)}.`);
			const created = await parts.turns.take(() => create(parts, body, query.name ?? '', signal));
			const { Id, Warnings } = asPlain(created);
			reply.json({ Id, Warnings: Warnings ?? [] }, 201);
		},
	}),
];
