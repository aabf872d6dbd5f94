import { expect, it } from 'vitest';
import { fakeHealth } from '../../tests/helpers/fake-course.ts';
import { FakeSessions } from '../../tests/helpers/fake-sessions.ts';
import { readySessions } from './ready-sessions.ts';

const without = (engine: Partial<typeof fakeHealth.engine>) =>
	readySessions(
		() => ({ ...fakeHealth, engine: { ...fakeHealth.engine, ...engine } }),
		() => undefined,
	);

it('says why there is no session, and what to do', () => {
	const problem = { message: 'There is no Docker engine.', hint: 'Install one.' };
	expect(() => without({ state: 'missing', problem }).open('go')).toThrow(
		expect.objectContaining({ code: 'lab-not-ready', ...problem }),
	);
	expect(() => without({ state: 'starting', step: 'starting the engine' }).open('go')).toThrow('starting the engine');
	const none = without({});
	expect([none.find('go'), none.list(), none.end('go')]).toEqual([undefined, [], undefined]);
});

it('passes on to the sessions that are there', async () => {
	const sessions = new FakeSessions();
	const ready = readySessions(
		() => fakeHealth,
		() => sessions,
	);
	await ready.open('go');
	expect([ready.find('go')?.view().lab, ready.list().length]).toEqual(['go', 1]);
	await ready.end('go');
	expect(sessions.list()).toEqual([]);
});
