import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { cancelled, hasCode, ifMissing, isCancelled, messageOf, UserError } from './errors.ts';

const denied = Object.assign(new Error('denied'), { code: 'EACCES' });

describe('foreign errors', () => {
	it('are known by their codes', () => {
		expect([hasCode(denied, 'ENOENT', 'EACCES'), hasCode(denied, 'ENOENT')]).toEqual([true, false]);
		expect([hasCode({ code: 'EACCES' }, 'EACCES'), hasCode(new Error('EACCES'), 'EACCES')]).toEqual([false, false]);
	});

	it('give a value for a file that is not there, and for nothing else', async () => {
		expect(await readFile('/no/such/file', 'utf8').catch(ifMissing('none'))).toBe('none');
		await expect(Promise.reject(denied).catch(ifMissing('none'))).rejects.toBe(denied);
	});

	it('tell what happened', () => {
		expect([messageOf(denied), messageOf('a text')]).toEqual(['denied', 'a text']);
	});
});

it('knows the wish to stop from failures', () => {
	const failure = new UserError('lab-invalid', 'It failed.', 'Mend it.');
	expect([cancelled('The build'), failure, denied].map(isCancelled)).toEqual([true, false, false]);
});
