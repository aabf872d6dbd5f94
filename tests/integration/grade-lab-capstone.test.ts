/** The capstone graded for real: its solution, its variants, its starter, and every wrong answer. */
import { describeLab } from '../helpers/lab-suite.ts';

await describeLab({
	id: 'capstone',
	bases: ['node:24-slim', 'python:3.13-slim', 'golang:1.27', 'gcr.io/distroless/static-debian13:nonroot', 'node:24'],
	beforeBase: 'node:24',
	finalBase: 'gcr.io/distroless/static-debian13:nonroot',
	beforeBytes: 1_200_000_000,
	starterFails: [
		'multi-stage',
		'size-budget',
		'size-ratio',
		'cache-order',
		'no-shell',
		'no-package-manager',
		'no-build-tools',
		'non-root',
	],
	variants: { base: 'bronze', scratch: 'gold' },
});
