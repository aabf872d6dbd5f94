import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

export default defineConfig({
	root,
	test: {
		projects: [
			{
				test: {
					name: 'unit',
					root,
					include: ['src/**/*.test.ts', 'tests/content/**/*.test.ts', 'tests/helpers/**/*.test.ts'],
					// No test leaves anything behind in a module, and evaluating the modules once is most of the time saved.
					isolate: false,
				},
			},
			{
				test: {
					name: 'integration',
					root,
					include: ['tests/integration/**/*.test.ts', 'tests/attack/**/*.test.ts'],
					globalSetup: ['tests/helpers/integration.setup.ts'],
					// Real builds on two cores: the limit is a guard against hanging, not a measurement.
					testTimeout: 180_000,
					hookTimeout: 600_000,
					fileParallelism: false,
				},
			},
		],
	},
});
