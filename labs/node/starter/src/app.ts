/** A service that turns texts round. */
import { type FastifyInstance, fastify } from 'fastify';

/** Shown by the service, so that an answer tells which source it was built from. */
export const marker = 'reverse-service-2026-11';

/** Characters of a text; an address as long as that still passes every proxy. */
const longestText = 1000;

/** The service without a port, as the tests use it. */
export function createApp(): FastifyInstance {
	const app = fastify({ logger: false });

	app.get('/', () => ({ service: 'reverse', marker }));

	app.get('/healthz', () => ({ status: 'ok' }));

	app.get<{ Querystring: { text?: string | string[] } }>('/api/reverse', (request, reply) => {
		const { text } = request.query;
		if (typeof text !== 'string' || text === '') {
			return reply.code(400).send({ error: 'write one text behind ?text=' });
		}
		// By characters, not by the 16-bit units of a string: those of an emoji must not change places.
		const characters = [...text];
		if (characters.length > longestText) {
			return reply.code(400).send({ error: `the text is longer than ${longestText} characters` });
		}
		return { text, reversed: characters.reverse().join('') };
	});

	return app;
}
