import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import type { z } from 'zod';
import type { SessionParts } from '../session-parts.ts';
import { check } from './fields.ts';
import type { Reply } from './reply.ts';

export type Method = 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PUT';

/** One request of a learner, with what its route lets through. */
export interface Call<Q = Readonly<Record<string, string | readonly string[]>>> {
	/** Parts of the path, by their names in the route's path. */
	readonly params: Readonly<Record<string, string>>;
	readonly query: Q;
	/** API version in which the answer is written. */
	readonly version: string;
	readonly headers: IncomingHttpHeaders;
	/** The body, not read yet. */
	readonly body: Readable;
	/** The body as JSON, read once. Throws Refusal. */
	json(): Promise<unknown>;
	/** Aborted when the learner's side of the connection is gone. */
	readonly signal: AbortSignal;
}

/** A connection that becomes a raw stream. */
export interface Channel {
	readonly headers: IncomingHttpHeaders;
	/** Bytes that arrived behind the request. */
	readonly head: Buffer;
	/** Writes that the protocol is switched, and gives the connection. */
	open(contentType?: string): Duplex;
	/** The connection as it is, for a handler that writes the answer itself. */
	readonly socket: Duplex;
}

interface RouteShape {
	readonly method: Method;
	/** `/containers/:container/start`. `:image` takes slashes too. */
	readonly path: string;
}

/** A request that is answered. */
export interface PlainRoute extends RouteShape {
	readonly kind: 'plain';
	/** Whether the request may have a body. */
	readonly body: boolean;
	run(parts: SessionParts, call: Call, reply: Reply): Promise<void>;
}

/** A request that turns its connection into a stream of another protocol. */
export interface UpgradeRoute extends RouteShape {
	readonly kind: 'upgrade';
	readonly protocol: 'tcp' | 'h2c';
	run(parts: SessionParts, call: Call, channel: Channel): Promise<void>;
}

/** A request that is never let through, and why. */
export interface RefusedRoute {
	readonly kind: 'refused';
	/** Undefined: every method. */
	readonly method?: Method;
	readonly path: string;
	readonly message: string;
	/** Default 403. */
	readonly status?: number;
}

export type Route = PlainRoute | UpgradeRoute | RefusedRoute;

interface Declared<S extends z.ZodType> extends RouteShape {
	/** Every parameter that is known; others are refused. */
	readonly query: S;
}

export function plain<S extends z.ZodType>(
	declared: Declared<S> & {
		readonly body?: boolean;
		readonly handle: (parts: SessionParts, call: Call<z.infer<S>>, reply: Reply) => Promise<void>;
	},
): PlainRoute {
	const { method, path, query, body = false, handle } = declared;
	return {
		kind: 'plain',
		method,
		path,
		body,
		run: async (parts, call, reply) => await handle(parts, { ...call, query: check(query, call.query) }, reply),
	};
}

export function upgrade<S extends z.ZodType>(
	declared: Omit<Declared<S>, 'method'> & {
		readonly protocol: 'tcp' | 'h2c';
		readonly handle: (parts: SessionParts, call: Call<z.infer<S>>, channel: Channel) => Promise<void>;
	},
): UpgradeRoute {
	const { path, query, protocol, handle } = declared;
	return {
		kind: 'upgrade',
		method: 'POST',
		path,
		protocol,
		run: async (parts, call, channel) => await handle(parts, { ...call, query: check(query, call.query) }, channel),
	};
}
