import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#lab/schema.ts';
import { explainFailure } from './build-failure.ts';

describe('explainFailure', () => {
	it.each([
		[
			'process "/bin/sh -c x" did not complete successfully: exit code: 137',
			[],
			'limit',
			'memory of 2 GiB for all steps together',
		],
		['exit code: 137: cannot allocate memory', [], 'limit', 'memory of 2 GiB for all steps together'],
		[
			'exit code: 2',
			["/bin/sh: can't fork: Resource temporarily unavailable"],
			'limit',
			'512 processes for all steps together',
		],
		[
			'exit code: 137',
			["/bin/sh: can't fork: Resource temporarily unavailable"],
			'limit',
			'512 processes for all steps together',
		],
		['exit code: 153', ['File size limit exceeded'], 'limit', 'file size of 2 GiB in a step'],
		['exit code: 1', ['main.go:3:1: syntax error'], 'failed', undefined],
		['exit code: 1', ['write /x: no space left on device'], 'failed', undefined],
		['source "docker-image://x" not allowed by policy: action deny', [], 'refused', undefined],
	] as const)('%s %j is %s', (error, log, outcome, limit) => {
		expect(explainFailure({ error }, log, defaultLimits, () => false)).toMatchObject({
			outcome,
			...(limit === undefined ? {} : { limit }),
		});
	});

	it('knows a file that .dockerignore leaves out', () => {
		const error = 'failed to compute cache key: "/go.mod": not found';
		expect(explainFailure({ error }, [], defaultLimits, (path) => path === 'go.mod').hint).toMatchInlineSnapshot(
			`"go.mod is in the folder, but .dockerignore leaves it out of the build context. Remove the pattern, or add the line !go.mod after it."`,
		);
		expect(explainFailure({ error }, [], defaultLimits, () => false).hint).toBeUndefined();
	});
});
