import { spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { labelNames } from '#engine/labels.ts';
import { FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { SubmissionDatabase } from '../database.ts';
import { CacheLedger } from './cache-ledger.ts';
import { ProcessRegistry } from './process-registry.ts';
import { sweepLeftovers } from './sweep.ts';

/** Number of a process that has ended. */
function endedPid(): number {
	return spawnSync('true').pid;
}

describe('sweepLeftovers', () => {
	it('removes what dead processes of the data folder left, and nothing else', async () => {
		await using folder = await TempFolder.create();
		using database = new SubmissionDatabase(folder.path);
		using registry = await ProcessRegistry.register(database);
		database.run("INSERT INTO processes VALUES ('dead', ?, '1', 'boot')", endedPid());
		const engine = new FakeEngine();
		const labels = (role: string, owner: string) => ({ [labelNames.role]: role, [labelNames.owner]: owner });
		const dead = `${database.dataId}.dead`;
		engine.addImage('sha256:a', ['left:1', 'left:2'], labels('grading', dead));
		engine.addImage('sha256:b', [], labels('grading', `${database.dataId}.forgotten`));
		engine.addImage('sha256:c', ['mine:1'], labels('grading', registry.owner));
		engine.addImage('sha256:d', ['other:1'], labels('grading', 'other-folder.dead'));
		engine.addImage('sha256:e', ['before:1'], labels('lab-build', dead));
		const container = { name: '', image: '', state: 'running' };
		engine.started.set('c1', { id: 'c1', ...container, labels: labels('grading', dead) });
		engine.started.set('c2', { id: 'c2', ...container, labels: labels('helper', dead) });
		engine.started.set('c3', { id: 'c3', ...container, labels: labels('grading', registry.owner) });
		for (const name of ['dead-1', 'gone-2', `${registry.id}-3`]) {
			await mkdir(folder.join('gradings', name), { recursive: true });
		}
		const ledger = new CacheLedger(database, engine, registry.id);
		const result = await sweepLeftovers({ engine, registry, ledger, copies: folder.join('gradings') });
		expect(result).toEqual({ containers: 2, images: 2, copies: 2 });
		expect([...engine.store.keys()]).toEqual(['sha256:c', 'sha256:d', 'sha256:e']);
		expect([...engine.started.keys()]).toEqual(['c3']);
		expect(await readdir(folder.join('gradings'))).toEqual([`${registry.id}-3`]);
		expect((await registry.split()).dead).toEqual([]);
	});

	it('tells this process from a dead one with the same number', async () => {
		await using folder = await TempFolder.create();
		using database = new SubmissionDatabase(folder.path);
		using registry = await ProcessRegistry.register(database);
		database.run("INSERT INTO processes VALUES ('earlier', ?, '1', 'boot')", process.pid);
		expect(await registry.split()).toEqual({ live: new Set([registry.id]), dead: ['earlier'] });
	});
});
