/** What axe finds wrong. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** One line for each place; empty when all is well. `part`: a selector, by default the whole page; `rules`: by default all. */
export async function complaints(page: Page, part = 'body', rules: readonly string[] = []): Promise<readonly string[]> {
	const axe = new AxeBuilder({ page }).include(part);
	if (rules.length > 0) axe.withRules([...rules]);
	const { violations } = await axe.analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
	);
}
