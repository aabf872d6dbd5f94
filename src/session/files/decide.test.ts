import { expect, it } from 'vitest';
import { type Decision, decide, type Version } from './decide.ts';

const none = undefined;

it.each<readonly [Version, Version, Version, Decision]>([
	['a', 'a', 'a', 'agree'],
	[none, 'b', 'b', 'agree'],
	['a', none, none, 'agree'],
	['a', 'a', 'b', 'to-runner'],
	['a', 'a', none, 'to-runner'],
	[none, none, 'b', 'to-runner'],
	['a', 'b', 'a', 'to-workspace'],
	['a', none, 'a', 'to-workspace'],
	[none, 'b', none, 'to-workspace'],
	// One changed it, the other removed it: the change stays.
	['a', 'b', none, 'to-workspace'],
	['a', none, 'b', 'to-runner'],
	['a', 'b', 'c', 'conflict'],
	[none, 'b', 'c', 'conflict'],
])('agreed %s, runner %s, workspace %s: %s', (agreed, runner, workspace, decision) => {
	expect(decide(agreed, runner, workspace)).toBe(decision);
});
