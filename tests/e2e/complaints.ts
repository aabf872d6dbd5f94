/** What axe finds wrong. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** One line for each place; empty when all is well. `part`: a selector, by default the whole page. */
export async function complaints(page: Page, part = 'body'): Promise<readonly string[]> {
	const { violations } = await new AxeBuilder({ page }).include(part).analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
	);
}
