import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/**
 * Tests that build nothing on the shared engine, or have one of their own. They run beside the others, which look at the
 * whole build cache to see that nothing was left.
 */
const beside = [
	'tests/attack/engine-network.test.ts',
	'tests/integration/bases-paths.test.ts',
	'tests/integration/build-cgroups.test.ts',
	'tests/integration/engine-client.test.ts',
	'tests/integration/engine-managed.test.ts',
	'tests/integration/image-bases.test.ts',
];

/** Of one lab's answers, on two cores: while one waits for a container to start or to stop, another builds. */
const gradingsAtOnce = 3;

/** `expect.poll` waits a second unless told otherwise. These too are guards: see `helpers/eventually.ts`. */
const polls = { expect: { poll: { timeout: 60_000 } } };

/** Real builds on two cores: the limits are guards against hanging, not measurements. */
const onEngine = {
	...polls,
	testTimeout: 180_000,
	hookTimeout: 600_000,
	fileParallelism: false,
	maxConcurrency: gradingsAtOnce,
} as const;

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
					...polls,
					// A guard against hanging, on a machine that has much else to do.
					testTimeout: 120_000,
				},
			},
			{
				test: {
					name: 'integration',
					root,
					include: ['tests/integration/**/*.test.ts', 'tests/attack/**/*.test.ts'],
					exclude: beside,
					globalSetup: ['tests/helpers/integration.setup.ts'],
					...onEngine,
				},
			},
			{
				test: {
					name: 'lessons',
					root,
					include: ['tests/lessons/**/*.test.ts'],
					globalSetup: ['tests/helpers/integration.setup.ts'],
					...onEngine,
				},
			},
			{
				test: {
					name: 'beside',
					root,
					include: beside,
					globalSetup: ['tests/helpers/integration.setup.ts'],
					...onEngine,
				},
			},
		],
	},
});
