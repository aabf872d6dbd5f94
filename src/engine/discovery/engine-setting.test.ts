import { describe, expect, it } from 'vitest';
import { engineSetting } from './engine-setting.ts';

describe('engineSetting', () => {
	it.each([
		[undefined, 'auto'],
		['', 'auto'],
		['managed', 'managed'],
		['external', 'external'],
	])('reads %j as %s', (value, expected) => {
		expect(engineSetting({ STAGECRAFT_ENGINE: value })).toBe(expected);
	});

	it('refuses another word', () => {
		expect(() => engineSetting({ STAGECRAFT_ENGINE: 'podman' })).toThrowErrorMatchingInlineSnapshot(
			`[UserError: The environment variable STAGECRAFT_ENGINE is "podman".]`,
		);
	});
});
