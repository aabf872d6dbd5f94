import { describe, expect, it } from 'vitest';
import { FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import type { Labels } from '../engine.ts';
import { baseLabels, Presence, presentState } from './presence.ts';
import { pulledHash } from './recipe-hash.ts';

async function findWith(labels: Labels | undefined) {
	const engine = new FakeEngine();
	if (labels !== undefined) engine.addImage('sha256:1', ['golang:1.27'], labels);
	return await new Presence(engine, async () => 'recipe-of-today', ['PEM']).find('golang:1.27');
}

describe('Presence', () => {
	it('takes an image of the user as it is', async () => {
		expect(await findWith({ maintainer: 'somebody' })).toEqual({ origin: 'user', bytes: 1000 });
	});

	it('takes one of ours that was made from the recipe of today, or pulled with the certificates of today', async () => {
		expect(await findWith(baseLabels('offline', 'recipe-of-today'))).toMatchObject({ origin: 'offline' });
		const pulled = baseLabels('registry', pulledHash('golang:1.27', ['PEM']));
		expect(await findWith(pulled)).toMatchObject({ origin: 'registry' });
	});

	it('does not take one of ours from another recipe or with other certificates', async () => {
		expect(await findWith(baseLabels('offline', 'recipe-of-yesterday'))).toBeUndefined();
		expect(await findWith(baseLabels('registry', pulledHash('golang:1.27', [])))).toBeUndefined();
		expect(await findWith(undefined)).toBeUndefined();
	});

	it('tells the state of a base that is there', () => {
		expect(presentState({ origin: 'user', bytes: 5 })).toEqual({
			state: 'present',
			step: 'present',
			origin: 'user',
			bytes: 5,
		});
	});
});
