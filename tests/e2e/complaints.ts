/** What axe finds wrong. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** One line for each place; empty when all is well. `part`: a selector, by default the whole page; `rules`: by default all. */
export async function complaints(page: Page, part = 'body', rules: readonly string[] = []): Promise<readonly string[]> {
	// The other mode opens and closes a page of its own for each look.
	const axe = new AxeBuilder({ page }).setLegacyMode().include(part);
	// `target-size` is part of WCAG 2.2 AA, and the one rule of it that axe leaves off by default.
	axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
	if (rules.length > 0) axe.withRules([...rules]);
	const { violations } = await axe.analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
	);
}
