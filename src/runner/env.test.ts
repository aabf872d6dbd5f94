import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { parseEnvironment } from './env.ts';

describe('parseEnvironment', () => {
	it('takes an empty variable for none', () => {
		const empty = { STAGECRAFT_PORT: '', STAGECRAFT_LOG: '', FORCE_COLOR: '', COLUMNS: '' };
		const found = parseEnvironment({ ...empty, STAGECRAFT_DATA: '/data', NO_COLOR: '1' });
		expect(found).toMatchObject({ dataDir: '/data', noColor: true, forceColor: false, logLevel: 'warn' });
		expect([found.port, found.columns]).toEqual([undefined, undefined]);
	});

	it('names the variable with a bad value', () => {
		const parse = () => parseEnvironment({ STAGECRAFT_PORT: 'lots' });
		expect(parse).toThrow(UserError);
		expect(parse).toThrowErrorMatchingInlineSnapshot(
			`[UserError: The environment variable STAGECRAFT_PORT is "lots".]`,
		);
	});
});
