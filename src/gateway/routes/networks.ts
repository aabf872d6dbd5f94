import { z } from 'zod';
import { filters, flag, onlyFilters, text } from '../http/query.ts';
import { notFound } from '../http/refusal.ts';
import { plain } from '../http/route.ts';
import type { SessionParts } from '../session-parts.ts';
import { asPlain, type Plain, visibleLabels } from '../view/plain.ts';

/** The session's network as the learner sees it: `bridge`, with their own containers in it. */
async function ownNetwork(parts: SessionParts, version: string, signal: AbortSignal): Promise<Plain> {
	const [network, own] = await Promise.all([
		parts.engine.json({ method: 'GET', path: `/networks/${parts.network}`, version, signal }),
		parts.containers.list(signal),
	]);
	const { Options: _options, ConfigFrom: _from, ...told } = asPlain(network);
	const names = new Map(own.map(({ id, name }) => [id, name]));
	const containers = Object.entries(asPlain(told['Containers'])).flatMap(([id, endpoint]): [string, Plain][] => {
		const name = names.get(id);
		return name === undefined ? [] : [[id, { ...asPlain(endpoint), Name: name }]];
	});
	return {
		...told,
		Name: 'bridge',
		Labels: visibleLabels(told['Labels']),
		Options: {},
		Containers: Object.fromEntries(containers),
	};
}

export const networkRoutes = [
	plain({
		method: 'GET',
		path: '/networks',
		query: z.strictObject({ filters }),
		handle: async (parts, { query, version, signal }, reply) => {
			const known = onlyFilters(query.filters, ['name', 'id', 'driver', 'type']);
			const network = await ownNetwork(parts, version, signal);
			const shown = (known.get('name') ?? ['bridge']).some((name) => 'bridge'.includes(name));
			reply.json(shown ? [network] : []);
		},
	}),
	plain({
		method: 'GET',
		path: '/networks/:network',
		query: z.strictObject({ verbose: flag, scope: text }),
		handle: async (parts, { params, version, signal }, reply) => {
			const wanted = params['network'] ?? '';
			const isId = /^[a-f0-9]{4,64}$/.test(wanted) && parts.network.startsWith(wanted);
			if (wanted !== 'bridge' && !isId) throw notFound(`network ${wanted} not found`);
			reply.json(await ownNetwork(parts, version, signal));
		},
	}),
	plain({
		method: 'POST',
		path: '/networks/prune',
		query: z.strictObject({ filters }),
		handle: async (_parts, _call, reply) => {
			reply.json({ NetworksDeleted: null });
			await Promise.resolve();
		},
	}),
	plain({
		method: 'GET',
		path: '/volumes',
		query: z.strictObject({ filters }),
		handle: async (_parts, _call, reply) => {
			reply.json({ Volumes: [], Warnings: null });
			await Promise.resolve();
		},
	}),
	plain({
		method: 'POST',
		path: '/volumes/prune',
		query: z.strictObject({ filters }),
		handle: async (_parts, _call, reply) => {
			reply.json({ VolumesDeleted: null, SpaceReclaimed: 0 });
			await Promise.resolve();
		},
	}),
	plain({
		method: 'POST',
		path: '/build/prune',
		query: z.strictObject({
			filters,
			all: flag,
			'keep-storage': text,
			'reserved-space': text,
			'max-used-space': text,
			'min-free-space': text,
		}),
		handle: async (_parts, _call, reply) => {
			// The engine drops what is old in the cache by itself; learners share the room for it.
			reply.json({ CachesDeleted: null, SpaceReclaimed: 0 });
			await Promise.resolve();
		},
	}),
];
