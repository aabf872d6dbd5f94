/** The metadata of a call: values by key. A key may come several times. */
export type CallMetadata = ReadonlyMap<string, readonly string[]>;

/**
 * Metadata from names and values in turn, as they came. Node's own table of headers joins the values of a repeated name
 * with a comma, which paths and patterns may hold too.
 */
export function readMetadata(rawHeaders: readonly string[]): CallMetadata {
	const metadata = new Map<string, string[]>();
	for (let index = 0; index < rawHeaders.length; index += 2) {
		const name = (rawHeaders[index] ?? '').toLowerCase();
		metadata.set(name, [...(metadata.get(name) ?? []), rawHeaders[index + 1] ?? '']);
	}
	return metadata;
}

/** Undoes Go's url.QueryEscape. */
function unescapeQuery(text: string): string {
	return decodeURIComponent(text.replaceAll('+', ' '));
}

/**
 * Values of a key in the metadata of a BuildKit call. Values with other than ASCII characters come encoded and with
 * `<key>-encoded: 1`: https://github.com/moby/buildkit/blob/v0.13.2/session/filesync/filesync.go `decodeOpts`
 */
export function metadataValues(metadata: CallMetadata, key: string): readonly string[] {
	const values = metadata.get(key) ?? [];
	return metadata.get(`${key}-encoded`)?.[0] === '1' ? values.map(unescapeQuery) : values;
}
