import { z } from 'zod';
import { type FilterMap, filters, onlyFilters, time } from '../http/query.ts';
import { badRequest } from '../http/refusal.ts';
import { plain } from '../http/route.ts';
import { filtersText, labelTerms } from '../own/label-query.ts';
import type { SessionParts } from '../session-parts.ts';
import { mapLines } from '../view/map-lines.ts';
import { asPlain, mapTexts, type Plain, visibleLabels } from '../view/plain.ts';

const kinds: readonly string[] = ['container', 'image'];

/** Filters of the learner, in the engine's names. */
async function engineFilters(parts: SessionParts, given: FilterMap | undefined, signal: AbortSignal) {
	const known = onlyFilters(given, ['type', 'event', 'label', 'container', 'image']);
	const type = known.get('type') ?? kinds;
	// Events of networks and of the engine itself carry no labels: they are nobody's.
	if (!type.every((kind) => kinds.includes(kind)))
		throw badRequest('This session shows events of containers and images.');
	const containers = (known.get('container') ?? []).map(async (name) => (await parts.containers.find(name, signal)).id);
	const images = (known.get('image') ?? []).map(async (name) => (await parts.images.find(name, signal)).reference);
	return filtersText({
		type,
		label: [...(known.get('label') ?? []), ...labelTerms(parts.labels)],
		...(known.has('event') && { event: known.get('event') ?? [] }),
		...(containers.length > 0 && { container: await Promise.all(containers) }),
		...(images.length > 0 && { image: await Promise.all(images) }),
	});
}

function told(event: Plain, parts: SessionParts): Plain {
	const whole = asPlain(mapTexts(event, (text) => parts.names.text(text)));
	const actor = asPlain(whole['Actor']);
	return { ...whole, Actor: { ...actor, Attributes: visibleLabels(actor['Attributes']) } };
}

export const eventRoutes = [
	plain({
		method: 'GET',
		path: '/events',
		query: z.strictObject({ since: time, until: time, filters }),
		handle: async (parts, { query, version, signal }, reply) => {
			const events = await parts.engine.send({
				method: 'GET',
				path: '/events',
				query: { since: query.since, until: query.until, filters: await engineFilters(parts, query.filters, signal) },
				version,
				signal,
			});
			await reply.stream(
				events,
				{ 'Content-Type': 'application/json' },
				mapLines((event) => told(asPlain(event), parts)),
			);
		},
	}),
];
