/** What a session may use, and what is left of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { Gateway } from '#gateway/gateway.ts';
import { defaultLimits } from '#gateway/limits.ts';
import { sweepSessions } from '#gateway/sweep-sessions.ts';
import { importBusybox } from '../helpers/busybox.ts';
import { testEngine } from '../helpers/engine.ts';
import { sessionId, TestSession } from '../helpers/gateway.ts';
import { addSessionImage } from '../helpers/session-image.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const base = 'stagecraft-test/gateway-life:latest';

let engine: Engine;
beforeAll(async () => {
	engine = await testEngine();
	await importBusybox(engine, base);
});
afterAll(async () => {
	await engine?.images.remove(base);
	await engine?.[Symbol.asyncDispose]();
});

describe('limits of a session', () => {
	it('counts containers, running ones and names of images', async () => {
		const limits = { ...defaultLimits, containers: 2, runningContainers: 1, images: 1 };
		await using small = await TestSession.open(engine, [base], { limits });
		await small.cli.ok('run', '-d', '--name', 'one', base, 'sleep', '60');
		expect((await small.cli.run(['run', '-d', '--name', 'two', base, 'sleep', '60'])).stderr).toContain(
			'runs 1 containers, as many as it may',
		);
		expect((await small.cli.run(['create', base])).stderr).toContain('has 2 containers, as many as it may');
		await small.cli.ok('tag', base, 'a');
		expect((await small.cli.run(['tag', base, 'b'])).stderr).toContain('has 1 names of images, as many as it may');
	});

	it('cuts what is copied in', async () => {
		await using small = await TestSession.open(engine, [base], { limits: { ...defaultLimits, uploadBytes: 10_000 } });
		await using folder = await TempFolder.create({ big: 'x'.repeat(100_000) });
		await small.cli.ok('create', '--name', 'box', base);
		expect((await small.cli.run(['cp', folder.join('big'), 'box:/big'])).stderr).toContain('at most 10000 bytes');
		expect(small.faults).toEqual([]);
	});
});

describe('the end of a session', () => {
	it('leaves nothing, and not a base that the learner named anew', async () => {
		const ended = await TestSession.open(engine, [base]);
		await ended.cli.ok('run', '-d', base, 'sleep', '60');
		await ended.cli.ok('tag', base, 'mine');
		await addSessionImage(engine, ended.id, 'made:v1', base);
		const held = ended.dial();
		await ended[Symbol.asyncDispose]();
		expect(held.destroyed || held.readableEnded || (await held.toArray()).length === 0).toBe(true);
		expect(await leftOf(ended.id)).toEqual([]);
		expect(await engine.images.inspect(base)).toBeDefined();
	});

	it('is found by its labels after a crash, and no other session is touched', async () => {
		const owner = `crashed-${sessionId()}`;
		const options = { engine, owner, bases: [base], limits: defaultLimits, inspectDockerfile: () => undefined };
		const quiet = { onPorts: () => undefined, onStopped: () => undefined, onFault: () => undefined };
		const lost = sessionId();
		const kept = await TestSession.open(engine, [base], { owner });
		await Gateway.open({ ...options, ...quiet, session: lost });
		await addSessionImage(engine, lost, 'made:v1', base);
		expect(await sweepSessions(engine, owner, new Set([kept.id]))).toEqual([lost]);
		expect(await leftOf(lost)).toEqual([]);
		expect((await kept.ask('GET', '/networks')).json).toHaveLength(1);
		await kept[Symbol.asyncDispose]();
		expect(await sweepSessions(engine, owner, new Set())).toEqual([]);
	});
});

/** What of a session is on the engine. */
async function leftOf(id: string): Promise<readonly string[]> {
	const [containers, images, networks] = await Promise.all([
		engine.containers.list({}),
		engine.images.list({}),
		engine.networks.list({}),
	]);
	const names = [
		...containers.map(({ name }) => name),
		...images.flatMap(({ tags }) => tags),
		...networks.map(({ name }) => name),
	];
	return names.filter((name) => name.includes(id));
}
