/** Everybody can use the lab: axe on its tabs in both themes and two widths, its keys, and a layout that stays. */
import { complaints } from './complaints.ts';
import { editor, expect, labPath, startOver, test } from './course.ts';

const sizes = [
	{ width: 1440, height: 900 },
	{ width: 390, height: 844 },
];

// A theme changes colours and nothing else.
const rules = { light: [], dark: ['color-contrast'] };

for (const colorScheme of ['light', 'dark'] as const) {
	for (const viewport of sizes) {
		test(`axe finds nothing in the lab, ${colorScheme}, ${viewport.width} wide`, async ({ page }) => {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize(viewport);
			await page.goto(labPath);
			if (viewport.width < 600) await page.getByRole('button', { name: 'Open the lab anyway' }).click();
			await expect(editor(page)).toBeVisible();
			for (const name of ['Files', 'Terminal', 'Results', 'Layers']) {
				await page.locator(`#tab-${name.toLowerCase()}`).click();
				expect(await complaints(page, 'lab-pane', rules[colorScheme]), name).toEqual([]);
			}
		});
	}
}

test('the lab can be used by keyboard alone', async ({ page }) => {
	await startOver(page);
	await page.goto(labPath);
	await page.getByRole('tab', { name: 'Files' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Terminal', exact: true })).toBeFocused();
	await expect(page.getByRole('tabpanel', { name: 'Terminal', exact: true })).toBeVisible();
	await page.keyboard.press('Home');
	await expect(page.getByRole('tab', { name: 'Files' })).toBeFocused();

	await expect(editor(page)).toBeVisible();
	await editor(page).focus();
	await page.keyboard.press('Tab');
	await expect(editor(page)).toBeFocused();
	await page.keyboard.press('Escape');
	await page.keyboard.press('Tab');
	await expect(editor(page)).not.toBeFocused();
	await expect(page.getByText('leaves the editor')).toBeVisible();
});

test('the divider moves by keys and by double click, and stays', async ({ page }) => {
	await page.goto(labPath);
	const divider = page.getByRole('separator', { name: 'Width of the lesson' });
	const before = await divider.getAttribute('aria-valuenow');
	await divider.focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	expect(await divider.getAttribute('aria-valuenow')).toBe(String(Number(before) + 4));
	await page.reload();
	await expect(divider).toHaveAttribute('aria-valuenow', String(Number(before) + 4));
	await divider.dblclick();
	await expect(divider).toHaveAttribute('aria-valuenow', before ?? '');
});

test('nothing jumps when the lab arrives', async ({ page }) => {
	await page.goto(labPath);
	await expect(editor(page)).toBeVisible();
	const shift = await page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				let sum = 0;
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries()) sum += (entry as unknown as { readonly value: number }).value;
				}).observe({ type: 'layout-shift', buffered: true });
				requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
			}),
	);
	expect(shift).toBeLessThan(0.02);
});
