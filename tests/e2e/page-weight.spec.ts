/** What a page to read weighs: all that a browser loads for it, as it comes over the line. */
import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { expect, test } from './page-course.ts';
import { pagePaths } from './page-paths.ts';

/** HTML, style sheets and scripts of a lesson without a lab together. */
const lessonBytes = 15 * 1024;

test('a lesson to read stays below its budget', async ({ page, request, course }) => {
	const paths = await pagePaths(course.site);
	const heavy: string[] = [];
	let lessons = 0;
	// Requests that are routed do not come from the cache: each page is the first one that is visited.
	await page.route('**', (route) => route.continue());
	const loaded: Response[] = [];
	page.on('response', (response) => {
		const type = response.request().resourceType();
		if (['document', 'stylesheet', 'script', 'fetch', 'xhr'].includes(type)) loaded.push(response);
	});
	for (const path of paths.filter((each) => each.includes('/lessons/'))) {
		if ((await (await request.get(path)).text()).includes('<lab-pane')) continue;
		loaded.length = 0;
		await page.goto(path, { waitUntil: 'networkidle' });
		const bodies = await Promise.all(loaded.map((response) => response.body()));
		const sizes = bodies.map((body) => gzipSync(body, { level: 9 }).length);
		lessons += 1;
		const bytes = sizes.reduce((sum, size) => sum + size, 0);
		if (bytes > lessonBytes) heavy.push(`${path}: ${bytes} bytes (${sizes.join(' + ')})`);
	}
	expect(lessons).toBeGreaterThan(20);
	expect(heavy).toEqual([]);
});
