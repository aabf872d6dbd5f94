/** Pages that nobody looks for, in all languages. */
const unlisted = /(^|\/)(404|search)\/$/;

/** Of the pages that were built, those that a search and a sitemap list; without the first slash. */
export function listedPaths(pages: readonly { readonly pathname: string }[]): readonly string[] {
	return pages.map(({ pathname }) => pathname).filter((path) => !unlisted.test(path));
}
