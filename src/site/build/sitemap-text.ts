/** The text of a sitemap (sitemaps.org, protocol 0.9). `paths`: of pages, without the first slash. */
export function sitemapText(site: string, paths: readonly string[]): string {
	const addresses = paths.map((path) => new URL(`/${path}`, site).href).sort();
	const lines = addresses.map((address) => `\t<url><loc>${escapeXml(address)}</loc></url>`);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
		...lines,
		'</urlset>',
		'',
	].join('\n');
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
