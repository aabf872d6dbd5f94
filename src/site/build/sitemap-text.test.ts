import { expect, it } from 'vitest';
import { sitemapText } from './sitemap-text.ts';

it('lists whole addresses in order', () => {
	expect(sitemapText('http://course.example:80/', ['lessons/b/', '', 'a&b/'])).toMatchInlineSnapshot(`
		"<?xml version="1.0" encoding="UTF-8"?>
		<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
			<url><loc>http://course.example/</loc></url>
			<url><loc>http://course.example/a&amp;b/</loc></url>
			<url><loc>http://course.example/lessons/b/</loc></url>
		</urlset>
		"
	`);
});
