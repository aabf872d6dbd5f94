import { describe, expect, it } from 'vitest';
import { exitedResult, FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import { readVersion } from './read-version.ts';

const { signal } = new AbortController();

describe('readVersion', () => {
	it('gives the first version number that the command prints', async () => {
		const engine = new FakeEngine();
		engine.onRun = async ({ image, entrypoint, cmd, network }) => {
			expect([image, entrypoint, cmd, network]).toEqual(['golang:1.27', ['cat'], ['/usr/local/go/VERSION'], undefined]);
			return exitedResult('go1.27.3\ntime 2026-10-19T22:20:36Z\n');
		};
		expect(await readVersion(engine, 'golang:1.27', ['cat', '/usr/local/go/VERSION'], signal)).toBe('1.27.3');
	});

	it('says what was printed when there is none', async () => {
		const engine = new FakeEngine();
		engine.onRun = async () => exitedResult('', { exitCode: 1, stderr: Buffer.from('No such file') });
		await expect(readVersion(engine, 'golang:1.27', ['cat', '/x'], signal)).rejects.toMatchObject({
			code: 'base-build-failed',
			message: '"cat /x" prints no version number in golang:1.27: No such file',
		});
	});
});
