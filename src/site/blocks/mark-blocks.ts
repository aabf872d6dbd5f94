/** Puts what a fence says behind its language onto its `pre`, where the component of the fence finds it. */
import type { ShikiConfig } from 'astro';
import { fenceInfo } from './fence-info.ts';

type Transformer = NonNullable<ShikiConfig['transformers']>[number];

export const markBlocks: Transformer = {
	name: 'mark-blocks',
	pre(node) {
		const { id, inside, file } = fenceInfo(this.options.meta?.__raw ?? '');
		if (id !== undefined) node.properties['data-block'] = id;
		if (inside) node.properties['data-inside'] = 'true';
		if (file !== undefined) node.properties['data-file'] = file;
	},
};
