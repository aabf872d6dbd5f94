/** Starts the course: the site, the HTTP server, and behind them the engine and its bases. */
import type { Logger } from 'pino';
import type { Health } from '#protocol/api.ts';
import type { Environment } from './env.ts';

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
 * address) or `site-build-failed`. An engine that cannot be had is no error: the lessons are served and
 * `/api/health` says what is missing.
 */
export type ServeCourse = (options: ServeOptions) => Promise<void>;
