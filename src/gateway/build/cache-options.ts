import { refused } from './refusal.ts';
import type { AskedBridgeSolve, AskedSolve, TypedAttrs } from './solve-messages.ts';

const sentence =
	'--cache-from and --cache-to are not offered here: the build cache of this session is used without them. Leave them out.';

/** The one way to keep the cache that goes nowhere else: in the image itself (`BUILDKIT_INLINE_CACHE=1`). */
function isInline({ Type }: TypedAttrs): boolean {
	return Type === 'inline';
}

/**
 * What a build may write its cache to.
 *
 * @throws GrpcError for registries, folders and services.
 */
export function cacheExportsOf({ Cache }: AskedSolve): readonly TypedAttrs[] {
	if (Cache === null) return [];
	const imports = Cache.Imports.length + Cache.ImportRefsDeprecated.length;
	if (imports > 0 || Cache.ExportRefDeprecated !== '' || !Cache.Exports.every(isInline)) throw refused(sentence);
	return Cache.Exports.slice(0, 1).map(({ Type }) => ({ Type, Attrs: {} }));
}

/** @throws GrpcError when a build wants to read a cache from elsewhere. */
export function refuseCacheImports({ CacheImports, ImportCacheRefsDeprecated }: AskedBridgeSolve): void {
	if (CacheImports.length + ImportCacheRefsDeprecated.length > 0) throw refused(sentence);
}

/** The same for the option in which older docker commands give it. */
export function refuseCacheOption(): never {
	throw refused(sentence);
}
