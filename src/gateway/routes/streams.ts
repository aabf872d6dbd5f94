import { z } from 'zod';
import { readFields } from '../http/fields.ts';
import { joinStreams } from '../http/join-streams.ts';
import { flag, number, text } from '../http/query.ts';
import { notFound, Refusal } from '../http/refusal.ts';
import { plain, upgrade } from '../http/route.ts';
import type { SessionParts } from '../session-parts.ts';
import { asPlain } from '../view/plain.ts';

const short = z.string().max(4_096);
const consoleSize = z.tuple([z.int().min(0).max(10_000), z.int().min(0).max(10_000)]).optional();

const execSchema = z.object({
	User: short.optional(),
	Tty: z.boolean().optional(),
	ConsoleSize: consoleSize,
	AttachStdin: z.boolean().optional(),
	AttachStdout: z.boolean().optional(),
	AttachStderr: z.boolean().optional(),
	/** Of older tools; starting says it again. */
	Detach: z.boolean().optional(),
	DetachKeys: short.optional(),
	Env: z.array(z.string().max(128_000)).max(1_000).optional(),
	WorkingDir: short.optional(),
	Cmd: z.array(z.string().max(128_000)).max(1_000).optional(),
});

const execStartSchema = z.object({
	Detach: z.boolean().optional(),
	Tty: z.boolean().optional(),
	ConsoleSize: consoleSize,
});

const anExec = /^[a-f0-9]{64}$/;

/**
 * The facts of a program that was started beside a container's own one.
 *
 * @throws Refusal 404 unless the container is the session's.
 */
async function findExec(parts: SessionParts, id: string, signal: AbortSignal): Promise<unknown> {
	if (!anExec.test(id)) throw notFound(`No such exec instance: ${id.slice(0, 64)}`);
	const exec = await parts.engine.json({ method: 'GET', path: `/exec/${id}/json`, signal });
	const container = asPlain(exec)['ContainerID'];
	const own = await parts.containers.list(signal);
	if (!own.some((known) => known.id === container)) throw notFound(`No such exec instance: ${id}`);
	return exec;
}

export const streamRoutes = [
	upgrade({
		path: '/containers/:container/attach',
		protocol: 'tcp',
		query: z.strictObject({ detachKeys: text, logs: flag, stream: flag, stdin: flag, stdout: flag, stderr: flag }),
		handle: async ({ containers, engine }, { params, query, version, signal }, channel) => {
			const { id } = await containers.find(params['container'] ?? '', signal);
			const path = `/containers/${id}/attach`;
			const stream = await engine.upgrade({ method: 'POST', path, query, version, signal });
			await joinStreams(channel.open(stream.contentType), stream.socket);
		},
	}),
	plain({
		method: 'POST',
		path: '/containers/:container/exec',
		body: true,
		query: z.strictObject({}),
		handle: async ({ containers, engine }, { params, json, signal }, reply) => {
			const { Detach: _detach, ...body } = readFields(execSchema, await json(), { Privileged: '--privileged' });
			const { id } = await containers.find(params['container'] ?? '', signal);
			const created = await engine.json({ method: 'POST', path: `/containers/${id}/exec`, json: body });
			reply.json({ Id: asPlain(created)['Id'] }, 201);
		},
	}),
	upgrade({
		path: '/exec/:exec/start',
		protocol: 'tcp',
		query: z.strictObject({}),
		handle: async (parts, { params, json, version, signal }, channel) => {
			const body = readFields(execStartSchema, await json());
			if (body.Detach) throw new Refusal('A program that is detached needs no stream.', 400);
			const id = params['exec'] ?? '';
			await findExec(parts, id, signal);
			const path = `/exec/${id}/start`;
			const stream = await parts.engine.upgrade({ method: 'POST', path, json: body, version, signal });
			await joinStreams(channel.open(stream.contentType), stream.socket);
		},
	}),
	plain({
		method: 'POST',
		path: '/exec/:exec/start',
		body: true,
		query: z.strictObject({}),
		handle: async (parts, { params, json, signal }, reply) => {
			const { Tty } = readFields(execStartSchema, await json());
			const id = params['exec'] ?? '';
			await findExec(parts, id, signal);
			// Without an upgrade there is nobody to read what it prints.
			await parts.engine.run({ method: 'POST', path: `/exec/${id}/start`, json: { Detach: true, Tty } });
			reply.empty(200);
		},
	}),
	plain({
		method: 'POST',
		path: '/exec/:exec/resize',
		query: z.strictObject({ h: number, w: number }),
		handle: async (parts, { params, query, signal }, reply) => {
			const id = params['exec'] ?? '';
			await findExec(parts, id, signal);
			await parts.engine.run({ method: 'POST', path: `/exec/${id}/resize`, query });
			reply.empty(200);
		},
	}),
	plain({
		method: 'GET',
		path: '/exec/:exec/json',
		query: z.strictObject({}),
		handle: async (parts, { params, signal }, reply) => {
			reply.json(await findExec(parts, params['exec'] ?? '', signal));
		},
	}),
];
