import { z } from 'zod';
import { filters, flag, onlyFilters, text } from '../http/query.ts';
import { plain } from '../http/route.ts';
import { filterImages, imageFilters } from '../view/image-filter.ts';
import { imageHistory, inspectedImage, listedImage } from '../view/images.ts';
import { asPlain } from '../view/plain.ts';

export const imageRoutes = [
	plain({
		method: 'GET',
		path: '/images/json',
		query: z.strictObject({ all: flag, digests: flag, 'shared-size': flag, manifests: flag, filters }),
		handle: async ({ images }, { query, version, signal }, reply) => {
			const known = onlyFilters(query.filters, imageFilters);
			const shown = await filterImages(await images.list(signal, version), known, images, signal);
			reply.json(shown.map((image) => listedImage(image, version)));
		},
	}),
	plain({
		method: 'GET',
		path: '/images/:image/json',
		query: z.strictObject({ manifests: flag, platform: text }),
		handle: async ({ images, engine }, { params, version, signal }, reply) => {
			const { reference, tags } = await images.find(params['image'] ?? '', signal);
			const image = await engine.json({ method: 'GET', path: `/images/${reference}/json`, version, signal });
			reply.json(inspectedImage(asPlain(image), tags));
		},
	}),
	plain({
		method: 'GET',
		path: '/images/:image/history',
		query: z.strictObject({ platform: text }),
		handle: async ({ images, engine }, { params, version, signal }, reply) => {
			const { reference } = await images.find(params['image'] ?? '', signal);
			const history = await engine.json({ method: 'GET', path: `/images/${reference}/history`, version, signal });
			reply.json(imageHistory(history, images));
		},
	}),
];
