import { basename } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import type { AppDependencies } from '../dependencies.ts';
import { sessionCookieName, sessionCookieOptions } from '../session-cookie.ts';

/** Astro puts a hash of the content into each name in this folder. */
const hashedFolder = '/_astro/';
const yearInSeconds = 31_536_000;

/** The built site. A page brings the session cookie along; what has a hash in its name is kept for ever. */
export function siteRoutes(deps: Pick<AppDependencies, 'siteDir' | 'sessionToken' | 'port'>): FastifyPluginAsync {
	return async (app) => {
		await app.register(fastifyStatic, {
			root: deps.siteDir,
			preCompressed: true,
			cacheControl: false,
			setHeaders: (reply, path) => {
				const port = deps.port();
				const hashed = path.includes(hashedFolder);
				reply.header('cache-control', hashed ? `public, max-age=${yearInSeconds}, immutable` : 'no-cache');
				const name = basename(path).replace(/\.(br|gz)$/, '');
				if (name.endsWith('.html') && port !== undefined) {
					reply.setCookie(sessionCookieName(port), deps.sessionToken, sessionCookieOptions);
				}
			},
		});
	};
}
