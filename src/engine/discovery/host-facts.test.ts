import { describe, expect, it } from 'vitest';
import { hasEngineCapabilities, hostFacts, osRelease } from './host-facts.ts';

describe('osRelease', () => {
	it('reads quoted and bare values', () => {
		const fields = osRelease('PRETTY_NAME="Ubuntu 24.04 LTS"\nID=ubuntu\n# note\nID_LIKE=debian\n');
		expect(Object.fromEntries(fields)).toEqual({ PRETTY_NAME: 'Ubuntu 24.04 LTS', ID: 'ubuntu', ID_LIKE: 'debian' });
	});
});

describe('hasEngineCapabilities', () => {
	it.each([
		['root of a machine', '000001ffffffffff', true],
		['root of a container', '00000000a80425fb', false],
		['a user', '0000000000000000', false],
	])('judges %s', (_who, mask, expected) => {
		expect(hasEngineCapabilities(`Name:\tnode\nCapEff:\t${mask}\n`)).toBe(expected);
	});

	it('takes no word for none', () => {
		expect(hasEngineCapabilities('')).toBe(false);
	});
});

describe('hostFacts', () => {
	it('finds no program on an empty path', async () => {
		const { missing, platform } = await hostFacts({ PATH: '/nonexistent' });
		if (platform === 'linux') expect(missing).toContain('unshare');
	});
});
