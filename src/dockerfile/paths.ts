/** Absolute paths inside an image, as Go's path.Clean and path.Join leave them. */

/** Joins and cleans: `/app` and `../x` give `/x`. */
export function joinPath(base: string, path: string): string {
	const parts: string[] = [];
	for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '' && part !== '.') parts.push(part);
	}
	return `/${parts.join('/')}`;
}

/** Where a COPY puts things: a final `/` stays, since it says that the destination is a folder. */
export function destinationPath(workdir: string | undefined, destination: string): string | undefined {
	const absolute = destination.startsWith('/');
	if (!absolute && workdir === undefined) return undefined;
	const path = joinPath(workdir ?? '/', destination);
	const folder = destination === '' || destination === '.' || /\/\.?$/.test(destination);
	return folder && path !== '/' ? `${path}/` : path;
}
