import { expect, it } from 'vitest';
import { fenceInfo } from './fence-info.ts';

const plain = { inside: false, fails: false };

it.each([
	['', plain],
	['id=run-small', { ...plain, id: 'run-small' }],
	[' inside  fails ', { inside: true, fails: true }],
	[
		'file=Dockerfile from=labs/go/solution/Dockerfile',
		{ ...plain, file: 'Dockerfile', from: 'labs/go/solution/Dockerfile' },
	],
	['id=a not-run="needs a = registry" fails', { inside: false, fails: true, id: 'a', notRun: 'needs a = registry' }],
])('reads "%s"', (text, info) => {
	expect(fenceInfo(text)).toEqual(info);
});

it.each(['id=Not_So', 'outside', 'not-run', 'not-run=""', 'not-run=later', 'from='])('refuses %s', (text) => {
	expect(() => fenceInfo(text)).toThrow(`a fence says "${text}"; it may say id=some-words`);
});
