import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { parseEnvironment } from './env.ts';

describe('parseEnvironment', () => {
	it('takes an empty variable for none', () => {
		const found = parseEnvironment({ DOCKER_HOST: '', STAGECRAFT_DATA: '/data', NO_COLOR: '1' });
		expect([found.dockerHost, found.dataDir, found.noColor, found.ci, found.logLevel]).toEqual([
			undefined,
			'/data',
			true,
			false,
			'warn',
		]);
	});

	it('names the variable with a bad value', () => {
		const parse = () => parseEnvironment({ STAGECRAFT_PORT: 'lots' });
		expect(parse).toThrow(UserError);
		expect(parse).toThrowErrorMatchingInlineSnapshot(
			`[UserError: The environment variable STAGECRAFT_PORT is "lots".]`,
		);
	});
});
