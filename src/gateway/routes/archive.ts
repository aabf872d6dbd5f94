import { z } from 'zod';
import type { EngineApi } from '../http/engine-api.ts';
import { flag } from '../http/query.ts';
import { meter } from '../http/reply.ts';
import { plain } from '../http/route.ts';

/** Header in which the engine describes the file that a path leads to. */
const statHeader = 'x-docker-container-path-stat';

const path = z.string().min(1).max(4_096);

function statOf(headers: Awaited<ReturnType<EngineApi['send']>>['headers']): Record<string, string> {
	const stat = headers[statHeader];
	return typeof stat === 'string' ? { 'X-Docker-Container-Path-Stat': stat } : {};
}

/** `docker cp`: what goes in and out is a tar, of the container's own file system alone. */
export const archiveRoutes = [
	plain({
		method: 'HEAD',
		path: '/containers/:container/archive',
		query: z.strictObject({ path }),
		handle: async ({ containers, engine }, { params, query, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			const answer = await engine.send({ method: 'HEAD', path: `/containers/${id}/archive`, query, signal });
			answer.resume();
			reply.empty(200, statOf(answer.headers));
		},
	}),
	plain({
		method: 'GET',
		path: '/containers/:container/archive',
		query: z.strictObject({ path }),
		handle: async ({ containers, engine }, { params, query, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			const answer = await engine.send({ method: 'GET', path: `/containers/${id}/archive`, query, signal });
			await reply.stream(answer, { 'Content-Type': 'application/x-tar', ...statOf(answer.headers) });
		},
	}),
	plain({
		method: 'PUT',
		path: '/containers/:container/archive',
		body: true,
		query: z.strictObject({ path, noOverwriteDirNonDir: flag, copyUIDGID: flag }),
		handle: async ({ containers, engine, limits }, { params, query, body, signal }, reply) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			const limited = meter(limits.uploadBytes);
			body.on('error', (error) => limited.destroy(error));
			// It may be told before anybody reads; the reader is told again.
			limited.on('error', () => undefined);
			const stream = body.pipe(limited);
			await engine.run({ method: 'PUT', path: `/containers/${id}/archive`, query, stream, signal });
			reply.empty(200);
		},
	}),
];
