/** Two sessions on the engine of the tests: one that is attacked, and one whose learner sends what no docker command does. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { testEngine } from './engine.ts';
import { TestSession } from './gateway.ts';
import { HostileCommand } from './hostile-command.ts';

export interface AttackedSessions {
	readonly engine: Engine;
	readonly victim: TestSession;
	/** The attacker's. That its gateway had no fault of its own is held after each test. */
	readonly session: TestSession;
	/** On connections of the attacker's session; a new one for each test. */
	readonly command: HostileCommand;
}

/** Opens them for the tests of the file that calls this. What is given is filled when they run. */
export function attackedSessions(): AttackedSessions {
	const found: Partial<{ -readonly [Key in keyof AttackedSessions]: AttackedSessions[Key] }> = {};
	const stack = new AsyncDisposableStack();
	beforeAll(async () => {
		const engine = stack.use(await testEngine());
		found.engine = engine;
		found.victim = stack.use(await TestSession.open(engine, ['busybox']));
		found.session = stack.use(await TestSession.open(engine, ['busybox']));
	});
	beforeEach(() => {
		found.command = new HostileCommand(() => found.session?.dial() ?? expect.unreachable());
	});
	afterEach(() => {
		found.command?.[Symbol.dispose]();
		expect(found.session?.faults).toEqual([]);
	});
	afterAll(() => stack.disposeAsync());
	return found as AttackedSessions;
}
