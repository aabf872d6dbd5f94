import { z } from 'zod';
import { upgrade } from '../http/route.ts';

const none = z.strictObject({});

/** BuildKit's own protocol, mediated apart. */
export const buildRoutes = (['/grpc', '/session'] as const).map((path) =>
	upgrade({
		path,
		protocol: 'h2c',
		query: none,
		handle: async ({ builds }, _call, { headers, socket, head }) => {
			await builds.upgrade(path, headers, socket, head);
		},
	}),
);
