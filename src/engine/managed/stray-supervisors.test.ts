import { expect, it } from 'vitest';
import { isSupervisor } from './stray-supervisors.ts';

it.each([
	['that of the folder', ['unshare', '--pid', 'sh', '/x/managed/supervisor.sh', '/root', '/a/engine/run'], true],
	['that of another folder', ['unshare', '--pid', 'sh', '/x/managed/supervisor.sh', '/root', '/b/engine/run'], false],
	['its first child', ['sh', '/x/managed/supervisor.sh', '/root', '/a/engine/run'], false],
	['an editor', ['vi', '/x/managed/supervisor.sh', '/a/engine/run'], false],
])('tells a supervisor: %s', (_what, args, expected) => {
	expect(isSupervisor(`${args.join('\0')}\0`, '/a/engine/run')).toBe(expected);
});
