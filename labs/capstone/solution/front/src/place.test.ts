import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPlace, sentence } from './place.ts';

for (const [text, lat, lon] of [
	['45.7, 4.8', 45.7, 4.8],
	[' -18;178.4 ', -18, 178.4],
	['0 -0.5', 0, -0.5],
] as const) {
	test(`reads ${text}`, () => assert.deepEqual(readPlace(text), { lat, lon }));
}

for (const text of ['', '45.7', 'north, east', '91, 0', '0, 181', '1, 2, 3', '1e1, 2']) {
	test(`refuses "${text}"`, () => assert.equal(readPlace(text), undefined));
}

test('says how far it is', () => {
	assert.equal(sentence({ city: 'Lyon', country: 'France', km: 257 }), 'Lyon, France, is 257 km away.');
	assert.equal(sentence({ city: 'Lyon', country: 'France', km: 0 }), 'You are in Lyon, France.');
});
