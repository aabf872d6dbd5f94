import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { identify, isRunning, startTimeIn } from './process-identity.ts';

const stat = (state: string, name = 'sh') =>
	`77 (${name}) ${state} 1 77 77 0 -1 4194560 97 0 0 0 0 0 0 0 20 0 1 0 123456 2572288 207 18446744073709551615`;

describe('startTimeIn', () => {
	it.each([
		['a plain name', stat('S'), '123456'],
		['a name made to confuse', stat('R', 'a) R 1 (b'), '123456'],
		['a process that has ended', stat('Z'), undefined],
	])('reads %s', (_what, text, expected) => {
		expect(startTimeIn(text)).toBe(expected);
	});
});

describe.skipIf(process.platform !== 'linux')('isRunning', () => {
	it('tells a process from a later one of the same number', async () => {
		const self = await identify(process.pid);
		expect(self && (await isRunning(self))).toBe(true);
		expect(self && (await isRunning({ ...self, startTime: '1' }))).toBe(false);
		expect(self && (await isRunning({ ...self, bootId: 'another' }))).toBe(false);
	});

	it('sees that a process has ended', async () => {
		const child = spawn('sleep', ['600']);
		const identity = await identify(child.pid ?? 0);
		child.kill();
		await once(child, 'exit');
		expect(identity && (await isRunning(identity))).toBe(false);
	});
});
