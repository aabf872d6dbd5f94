/** Starts the course: the site, the HTTP server, and behind them the engine and its bases. */

import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { hasCode } from '#errors';
import type { Health } from '#protocol/api.ts';
import { createApp } from './app.ts';
import { loadCodeBlocks } from './code-blocks.ts';
import { composeCourse } from './compose.ts';
import type { Environment } from './env.ts';
import { originsOf } from './guard.ts';
import { addressOf, portInUse, requireFreePort, requireLoopback } from './listen.ts';
import { sessionSecret } from './session-secret.ts';
import { ensureSite } from './site-build.ts';

/** What a start tells on its way, for a console to show. */
export type ServeEvent =
	| { readonly kind: 'site-building' }
	| { readonly kind: 'site-ready'; readonly milliseconds: number; readonly rebuilt: boolean }
	/** The course answers. `address` is what a person types, e.g. `http://127.0.0.1:4321/`. */
	| { readonly kind: 'listening'; readonly address: string }
	/** Told on each change, with all there is to know about engine, bases and labs. */
	| { readonly kind: 'health'; readonly health: Health }
	| { readonly kind: 'stopping' };

export interface ServeOptions {
	/** A loopback address: `127.0.0.1`, `::1` or `localhost`. */
	readonly host: string;
	/** 0 takes any free port; `listening` tells which. */
	readonly port: number;
	/** Folder of the checkout: `content/`, `labs/`, `src/`. Absolute. */
	readonly projectDir: string;
	/** Folder for the engine, the bases, the built site and the learner's work. Absolute; made when missing. */
	readonly dataDir: string;
	readonly environment: Environment;
	/** Folder for the learner's files and reports. Default: the data folder. */
	readonly workDir?: string;
	/** Make bases here from packages, without asking a registry. */
	readonly offline?: boolean;
	/** Aborting stops the course in order: jobs, server, engine. */
	readonly signal: AbortSignal;
	readonly onEvent: (event: ServeEvent) => void;
	/** Default: silent. */
	readonly logger?: Logger;
}

/**
 * Serves the course until `signal` is aborted, and resolves when all is let go.
 *
 * Throws UserError `port-in-use` (the hint names the next free port), `usage-invalid` (host is no loopback
 * address), `site-build-failed` or `code-blocks-invalid`. An engine that cannot be had is no error: the lessons are served and
 * `/api/health` says what is missing.
 */
export async function serveCourse(options: ServeOptions): Promise<void> {
	const { host, port, dataDir, signal, onEvent, logger } = options;
	requireLoopback(host);
	await requireFreePort(host, port);
	const onFault = (error: unknown) => logger?.error(error);
	const onHealth = (health: Health) => onEvent({ kind: 'health', health });
	let bound: number | undefined;
	const courseOrigins = (): readonly string[] => (bound === undefined ? [] : originsOf(bound));
	const parts = { ...options, offline: options.offline ?? false, onHealth, onFault, courseOrigins };
	await using course = await composeCourse(parts);
	// The engine starts while the site is built: neither waits for the other. It stops last: jobs clean up on it.
	const stopEngine = new AbortController();
	const background = course.run(stopEngine.signal);
	try {
		const siteDir = await builtSite(options);
		await using app = await createApp({
			...course.dependencies,
			siteDir,
			blocks: await loadCodeBlocks(siteDir),
			port: () => bound,
			sessionToken: await sessionSecret(dataDir),
		});
		bound = await listen(app, host, port);
		onEvent({ kind: 'listening', address: addressOf(host, bound) });
		onHealth(course.dependencies.health());
		await aborted(signal);
		onEvent({ kind: 'stopping' });
		await course[Symbol.asyncDispose]();
	} finally {
		stopEngine.abort();
		await background;
	}
}

async function builtSite({ projectDir, dataDir, environment, signal, onEvent }: ServeOptions): Promise<string> {
	const began = performance.now();
	const { variables } = environment;
	const onBuilding = () => onEvent({ kind: 'site-building' });
	const { directory, rebuilt } = await ensureSite({ projectDir, dataDir, variables, signal, onBuilding });
	onEvent({ kind: 'site-ready', milliseconds: Math.round(performance.now() - began), rebuilt });
	return directory;
}

/** Gives the port that was taken. Throws UserError `port-in-use`. */
async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
	try {
		await app.listen({ host, port });
	} catch (error) {
		throw hasCode(error, 'EADDRINUSE') ? await portInUse(host, port, error) : error;
	}
	return (app.server.address() as AddressInfo).port;
}

function aborted(signal: AbortSignal): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	if (signal.aborted) resolve();
	signal.addEventListener('abort', () => resolve(), { once: true });
	return promise;
}
