/** `import address from './thing.ts?address'`: the address of a script that is loaded later, by `import(address)`. */
import type { Plugin } from 'vite';

const ending = '?address';
const mark = '\0address:';

/**
 * An `import('./thing.ts')` does the same, but brings Vite's loader of style sheets along, which is larger than all other
 * scripts of a lesson together.
 */
export function lazyAddress(): Plugin {
	return {
		name: 'stagecraft-lazy-address',
		enforce: 'pre',
		async resolveId(source, importer) {
			if (!source.endsWith(ending)) return undefined;
			const script = await this.resolve(source.slice(0, -ending.length), importer);
			return script === null ? undefined : `${mark}${script.id}`;
		},
		load(id) {
			if (!id.startsWith(mark)) return undefined;
			const chunk = this.emitFile({ type: 'chunk', id: id.slice(mark.length), preserveSignature: 'strict' });
			return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
		},
	};
}
