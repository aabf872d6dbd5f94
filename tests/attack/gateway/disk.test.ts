/** A learner who fills the disk that all share: by a container, by many, by the workspace. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { defaultLimits } from '#gateway/limits.ts';
import { importBusybox } from '../../helpers/busybox.ts';
import { testEngine } from '../../helpers/engine.ts';
import { eventually } from '../../helpers/eventually.ts';
import { TestSession, testOwner } from '../../helpers/gateway.ts';

const base = 'stagecraft-test/gateway-disk:latest';
const mebibyte = 1024 * 1024;
const limits = { ...defaultLimits, writtenBytes: 24 * mebibyte };
/** Writes 8 MiB at a time, without end: each file alone is allowed. */
const fills = 'i=0; while dd if=/dev/zero of=/f$i bs=1M count=8; do i=$((i+1)); sleep 1; done';

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
	engine = await testEngine();
	await importBusybox(engine, base);
});
beforeEach(async () => {
	session = await TestSession.open(engine, [base], { limits });
});
afterEach(async () => {
	expect(session.faults).toEqual([]);
	await session[Symbol.asyncDispose]();
});
afterAll(async () => {
	await engine?.images.remove(base);
	await engine?.[Symbol.asyncDispose]();
});

function ends(name: string): Promise<string> {
	return session.cli.ok('wait', name);
}

describe('a session that fills the disk', () => {
	it('loses the container that does it, is told why, and starts nothing more until it is removed', async () => {
		await using other = await TestSession.open(engine, [base], { limits });
		await other.cli.ok('run', '-d', '--name', 'neighbour', base, 'sleep', '600');
		await session.cli.ok('run', '-d', '--name', 'quiet', base, 'sleep', '600');
		await session.cli.ok('run', '-d', '--name', 'greedy', base, 'sh', '-c', fills);
		expect(await ends('greedy')).toBe('137');
		await eventually(() => expect(session.stopped).toHaveLength(1));
		expect(session.stopped[0]).toMatch(
			/^The container greedy was stopped\. The containers of this session have written \S+ MB of files; 25\.2 MB is what they may\. Remove one by docker rm\.$/,
		);
		expect((await session.cli.ok('ps', '--format', '{{.Names}}')).split('\n')).toEqual(['quiet']);
		for (const args of [
			['run', base, 'true'],
			['start', 'greedy'],
		]) {
			const { status, stderr } = await session.cli.run(args);
			expect([status === 0, stderr]).toEqual([false, expect.stringContaining('have written')]);
		}
		await session.cli.ok('rm', 'greedy');
		await session.cli.ok('run', '--rm', base, 'true');
		expect(await other.cli.ok('ps', '--format', '{{.Names}}')).toBe('neighbour');
		expect(other.stopped).toEqual([]);
	});

	it('by many small parts is held by their sum', async () => {
		for (const name of ['one', 'two', 'three', 'four']) {
			await session.cli.run(['run', '--name', name, base, 'dd', 'if=/dev/zero', 'of=/f', 'bs=1M', 'count=7']);
		}
		// The next one is not let in. Nothing runs that could be stopped, unless it is seen in the moment in which it runs.
		await eventually(async () =>
			expect((await session.cli.run(['run', base, 'true'])).stderr).toContain('have written'),
		);
		expect(session.stopped.filter((text) => /^The container (?:one|two|three) /.test(text))).toEqual([]);
	});

	it('by its workspace loses the workspace', async () => {
		const { job, owner, role } = labelNames;
		const container = await engine.containers.start({
			image: base,
			cmd: ['sh', '-c', fills],
			labels: { [role]: 'workspace', [owner]: testOwner, [job]: session.id },
			limits: { memoryBytes: 256 * mebibyte, pids: 32, cpus: 1, openFiles: 256, fileBytes: 64 * mebibyte },
		});
		try {
			await eventually(() => expect(session.stopped).toHaveLength(1));
			expect(session.stopped[0]).toMatch(/^The workspace was started anew\. /);
			const listed = () => engine.containers.list({ [role]: 'workspace', [job]: session.id });
			await eventually(async () => expect(await listed()).toMatchObject([{ state: 'exited' }]));
		} finally {
			await engine.containers.remove(container);
		}
	});
});
