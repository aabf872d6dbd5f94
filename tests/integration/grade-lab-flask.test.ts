/** The Flask lab graded for real: its solution, its variants, its starter, and every wrong answer. */
import { describeLab } from '../helpers/lab-suite.ts';

await describeLab({
	id: 'flask',
	bases: ['python:3.13', 'python:3.13-slim'],
	beforeBase: 'python:3.13',
	finalBase: 'python:3.13-slim',
	beforeBytes: 900_000_000,
	starterFails: ['multi-stage', 'size-budget', 'size-ratio', 'no-build-tools', 'non-root'],
	variants: { distroless: 'gold', slim: 'silver' },
});
