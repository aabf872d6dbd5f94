import { z } from 'zod';
import { filters, flag, number, onlyFilters, text } from '../http/query.ts';
import { badRequest, Refusal } from '../http/refusal.ts';
import { type Call, plain } from '../http/route.ts';
import { isLive, type OwnContainer } from '../own/containers.ts';
import { collides } from '../own/ports.ts';
import type { SessionParts } from '../session-parts.ts';
import { containerName } from './container-create.ts';

const signal = z
	.string()
	.regex(/^[A-Za-z0-9+-]{0,16}$/, 'a signal')
	.optional();
const none = z.strictObject({});
const stopQuery = z.strictObject({ t: number, signal });

/** @throws Refusal when too many run or too much was written, or in the engine's words when a port is published twice. */
async function mayStart(parts: SessionParts, container: OwnContainer, signal: AbortSignal): Promise<void> {
	await parts.disk.mayWrite(signal);
	const others = (await parts.containers.list()).filter((other) => isLive(other) && other.id !== container.id);
	if (others.length >= parts.limits.runningContainers)
		throw new Refusal(`This session runs ${others.length} containers, as many as it may. Stop one by docker stop.`);
	const taken = others.flatMap(({ ports }) => ports);
	const double = container.ports.find((port) => taken.some((other) => collides(port, other)));
	if (double)
		throw new Refusal(
			`driver failed programming external connectivity on endpoint ${container.name}: ` +
				`Bind for ${double.host}:${double.port} failed: port is already allocated`,
			500,
		);
}

/** Starts or restarts: both make a container run, one at a time. */
async function bringUp(
	parts: SessionParts,
	call: Call<unknown>,
	action: 'start' | 'restart',
	query: object,
): Promise<number> {
	const container = await parts.containers.find(call.params['container'] ?? '', call.signal);
	const path = `/containers/${container.id}/${action}`;
	return await parts.turns.take(async () => {
		await mayStart(parts, container, call.signal);
		const answer = await parts.engine.send({ method: 'POST', path, query: { ...query } });
		answer.resume();
		if (container.ports.length > 0) await parts.ports.refresh();
		return answer.statusCode ?? 204;
	});
}

/** A call that only needs to know which container is meant. */
async function simple(parts: SessionParts, call: Call<unknown>, action: string, query: object = {}): Promise<number> {
	const { id } = await parts.containers.find(call.params['container'] ?? '', call.signal);
	const answer = await parts.engine.send({ method: 'POST', path: `/containers/${id}/${action}`, query: { ...query } });
	answer.resume();
	return answer.statusCode ?? 204;
}

export const lifeRoutes = [
	plain({
		method: 'POST',
		path: '/containers/:container/start',
		query: z.strictObject({ detachKeys: text, checkpoint: text, 'checkpoint-dir': text }),
		handle: async (parts, call, reply) => {
			const { checkpoint, 'checkpoint-dir': folder } = call.query;
			if (checkpoint || folder) throw new Refusal('This session does not allow checkpoints.');
			reply.empty(await bringUp(parts, call, 'start', {}));
		},
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/restart',
		query: stopQuery,
		handle: async (parts, call, reply) => reply.empty(await bringUp(parts, call, 'restart', call.query)),
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/stop',
		query: stopQuery,
		handle: async (parts, call, reply) => reply.empty(await simple(parts, call, 'stop', call.query)),
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/kill',
		query: z.strictObject({ signal }),
		handle: async (parts, call, reply) => reply.empty(await simple(parts, call, 'kill', call.query)),
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/pause',
		query: none,
		handle: async (parts, call, reply) => reply.empty(await simple(parts, call, 'pause')),
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/unpause',
		query: none,
		handle: async (parts, call, reply) => reply.empty(await simple(parts, call, 'unpause')),
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/resize',
		query: z.strictObject({ h: number, w: number }),
		handle: async (parts, call, reply) => reply.empty(await simple(parts, call, 'resize', call.query)),
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/rename',
		query: z.strictObject({ name: text }),
		handle: async (parts, call, reply) => {
			const name = parts.names.containerIn(containerName(call.query.name?.replace(/^\//, '') ?? ''));
			reply.empty(await simple(parts, call, 'rename', { name }));
		},
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/wait',
		query: z.strictObject({
			condition: z.enum(['', 'not-running', 'next-exit', 'removed']).optional(),
		}),
		handle: async ({ containers, engine }, { params, query, version, signal: gone }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', gone);
			const path = `/containers/${id}/wait`;
			const answer = await engine.send({ method: 'POST', path, query, version, signal: gone });
			await reply.stream(answer, { 'Content-Type': 'application/json' });
		},
	}),
	plain({
		method: 'DELETE',
		path: '/containers/:container',
		query: z.strictObject({ v: flag, force: flag, link: flag }),
		handle: async ({ containers, engine }, { params, query, signal: gone }, reply) => {
			if (query.link) throw badRequest('This session has no links between containers.');
			const { id } = await containers.find(params['container'] ?? '', gone);
			// Volumes that an image declares would stay, and nobody could see them.
			await engine.run({ method: 'DELETE', path: `/containers/${id}`, query: { v: true, force: query.force } });
			reply.empty(204);
		},
	}),
	plain({
		method: 'POST',
		path: '/containers/prune',
		query: z.strictObject({ filters }),
		handle: async ({ containers, engine }, { query, signal: gone }, reply) => {
			onlyFilters(query.filters, []);
			const deleted: string[] = [];
			for (const container of await containers.list(gone)) {
				if (isLive(container)) continue;
				await engine.run({ method: 'DELETE', path: `/containers/${container.id}`, query: { v: true } });
				deleted.push(container.id);
			}
			reply.json({ ContainersDeleted: deleted, SpaceReclaimed: 0 });
		},
	}),
];
