import { describe, expect, it } from 'vitest';
import { enginePaths } from './paths.ts';

describe('enginePaths', () => {
	it('keeps everything in the data folder', () => {
		expect(enginePaths('/srv/course')).toMatchInlineSnapshot(`
			{
			  "address": "unix:///srv/course/engine/run/docker.sock",
			  "data": "/srv/course/engine/data",
			  "folder": "/srv/course/engine",
			  "leases": "/srv/course/engine/leases",
			  "lock": "/srv/course/engine/lock",
			  "log": "/srv/course/engine/engine.log",
			  "name": "stagecraft-4e5ce29ac700",
			  "roots": "/srv/course/engine/roots",
			  "run": "/srv/course/engine/run",
			  "shortcut": undefined,
			  "socket": "/srv/course/engine/run/docker.sock",
			  "state": "/srv/course/engine/state.json",
			}
		`);
	});

	it('names installations apart, and one always the same', () => {
		expect(enginePaths('/srv/a').name).not.toBe(enginePaths('/srv/b').name);
		expect(enginePaths('/srv/a/').name).toBe(enginePaths('/srv/b/../a').name);
	});

	it('takes a short way to a socket whose path is too long', () => {
		const longest = `/${'a'.repeat(107 - '//engine/run/docker.sock'.length)}`;
		expect(enginePaths(longest).shortcut).toBeUndefined();
		const { shortcut, socket, address, name } = enginePaths(`${longest}a`);
		expect({ shortcut, socket, address }).toEqual({
			shortcut: `/run/${name}`,
			socket: `/run/${name}/docker.sock`,
			address: `unix:///run/${name}/docker.sock`,
		});
	});

	it('can share root folders', () => {
		expect(enginePaths('/srv/a', '/srv/b/roots').roots).toBe('/srv/b/roots');
	});
});
