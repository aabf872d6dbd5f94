/** The Node lab graded for real: its solution, its variants, its starter, and every wrong answer. */
import { describeLab } from '../helpers/lab-suite.ts';

await describeLab({
	id: 'node',
	bases: ['node:24', 'node:24-slim'],
	beforeBase: 'node:24',
	finalBase: 'node:24-slim',
	beforeBytes: 1_000_000_000,
	starterFails: ['multi-stage', 'size-budget', 'size-ratio', 'no-build-tools', 'non-root'],
	variants: { bundled: 'record', distroless: 'gold', slim: 'silver' },
});
