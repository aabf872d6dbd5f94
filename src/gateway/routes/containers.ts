import { z } from 'zod';
import { type FilterMap, filters, flag, number, onlyFilters, text } from '../http/query.ts';
import { plain } from '../http/route.ts';
import type { Filters } from '../own/label-query.ts';
import type { SessionParts } from '../session-parts.ts';
import { ContainerView } from '../view/containers.ts';
import { listContainers } from '../view/list-containers.ts';
import { mapLines } from '../view/map-lines.ts';
import { asPlain, mapTexts } from '../view/plain.ts';

/** Filters whose values mean the same to the engine. */
const sameFilters = ['id', 'label', 'status', 'exited', 'health', 'is-task', 'expose'];
const knownFilters = [...sameFilters, 'name', 'ancestor', 'before', 'since', 'network'];

/** A pattern for the name of a container, in front of which the session's prefix stands. */
function namePattern(prefix: string, pattern: string): string {
	const anchored = /^\^(?:\/\??)?(.*)$/s.exec(pattern);
	return anchored ? `^${prefix}-(?:${anchored[1]})` : `^${prefix}-.*(?:${pattern.replace(/^\//, '')})`;
}

async function engineFilters(parts: SessionParts, given: FilterMap | undefined, signal: AbortSignal): Promise<Filters> {
	const known = onlyFilters(given, knownFilters);
	const found: Record<string, readonly string[]> = {};
	for (const [name, values] of known) {
		if (sameFilters.includes(name)) found[name] = values;
		else if (name === 'name') found[name] = values.map((pattern) => namePattern(parts.names.prefix, pattern));
		else if (name === 'network')
			found[name] = values.map((network) => (network === 'bridge' ? parts.names.network : network));
		else if (name === 'ancestor')
			found[name] = await Promise.all(values.map(async (image) => (await parts.images.find(image, signal)).id));
		else found[name] = await Promise.all(values.map(async (other) => (await parts.containers.find(other, signal)).id));
	}
	return found;
}

/** Columns and selections of `ps`, which the engine runs on its own machine: letters, digits and what parts them. */
const psArgs = z
	.string()
	.regex(/^[\w ,:=%+-]{0,200}$/, 'options of ps')
	.optional();

export const containerRoutes = [
	plain({
		method: 'GET',
		path: '/containers/json',
		query: z.strictObject({ all: flag, limit: number, size: flag, filters }),
		handle: async (parts, { query, version, signal }, reply) => {
			const { all, limit, size } = query;
			reply.json(
				await listContainers(parts, {
					all,
					limit: limit === -1 ? undefined : limit,
					size,
					filters: await engineFilters(parts, query.filters, signal),
					version,
					signal,
				}),
			);
		},
	}),
	plain({
		method: 'GET',
		path: '/containers/:container/json',
		query: z.strictObject({ size: flag }),
		handle: async ({ containers, engine, names }, { params, query, version, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			const path = `/containers/${id}/json`;
			const container = await engine.json({ method: 'GET', path, query: { size: query.size }, version, signal });
			reply.json(new ContainerView(names).inspected(asPlain(container)));
		},
	}),
	plain({
		method: 'GET',
		path: '/containers/:container/logs',
		query: z.strictObject({
			follow: flag,
			stdout: flag,
			stderr: flag,
			since: text,
			until: text,
			timestamps: flag,
			tail: text,
			details: flag,
		}),
		handle: async ({ containers, engine }, { params, query, version, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			// Details are the labels of the container, ours among them.
			const { details: _details, ...known } = query;
			const path = `/containers/${id}/logs`;
			const log = await engine.send({ method: 'GET', path, query: known, version, signal });
			await reply.stream(log, { 'Content-Type': log.headers['content-type'] ?? 'application/octet-stream' });
		},
	}),
	plain({
		method: 'GET',
		path: '/containers/:container/top',
		query: z.strictObject({ ps_args: psArgs }),
		handle: async ({ containers, engine }, { params, query, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			reply.json(await engine.json({ method: 'GET', path: `/containers/${id}/top`, query, signal }));
		},
	}),
	plain({
		method: 'GET',
		path: '/containers/:container/changes',
		query: z.strictObject({}),
		handle: async ({ containers, engine }, { params, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			reply.json(await engine.json({ method: 'GET', path: `/containers/${id}/changes`, signal }));
		},
	}),
	plain({
		method: 'GET',
		path: '/containers/:container/stats',
		query: z.strictObject({ stream: flag, 'one-shot': flag }),
		handle: async ({ containers, engine, names }, { params, query, version, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			const path = `/containers/${id}/stats`;
			const stats = await engine.send({ method: 'GET', path, query, version, signal });
			await reply.stream(
				stats,
				{ 'Content-Type': 'application/json' },
				mapLines((value) => mapTexts(value, (words) => names.text(words))),
			);
		},
	}),
];
