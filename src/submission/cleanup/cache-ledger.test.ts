import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { SubmissionDatabase } from '../database.ts';
import { CacheLedger } from './cache-ledger.ts';

const everyone = new Set(['here', 'there']);

/** A ledger of a fresh data folder, on an engine of its own. */
async function openLedger() {
	await using stack = new AsyncDisposableStack();
	const folder = stack.use(await TempFolder.create());
	const database = stack.use(new SubmissionDatabase(folder.path));
	const engine = new FakeEngine();
	const resources = stack.move();
	return {
		...{ database, engine, ledger: new CacheLedger(database, engine, 'here') },
		[Symbol.asyncDispose]: () => resources.disposeAsync(),
	};
}

describe('CacheLedger', () => {
	it('removes what a grading brought, and nothing that was there before', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		engine.addRecord('users-own');
		await ledger.begin('one', false);
		engine.addRecord('layer');
		engine.addRecord('step', ['layer']);
		await ledger.end('one');
		expect([...engine.records.keys()]).toEqual(['users-own']);
	});

	it('never touches records that appear while no grading runs', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		await ledger.begin('one', false);
		await ledger.end('one');
		engine.addRecord('users-own');
		await ledger.begin('two', false);
		await ledger.end('two');
		expect([...engine.records.keys()]).toEqual(['users-own']);
	});

	it('keeps a record until all gradings that may use it have ended', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		await ledger.begin('one', false);
		engine.addRecord('of-one');
		await ledger.begin('two', false);
		engine.addRecord('of-both');
		await ledger.end('one');
		expect([...engine.records.keys()]).toEqual(['of-both']);
		await ledger.end('two');
		expect(engine.records.size).toBe(0);
	});

	it('keeps what was built while a learner works', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		await ledger.begin('work', true);
		engine.addRecord('kept');
		await ledger.end('work');
		await ledger.begin('one', false);
		await ledger.end('one');
		expect([...engine.records.keys()]).toEqual(['kept']);
	});

	it('waits for a record that the engine shows under another id when it lets go of it', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		await ledger.begin('one', false);
		engine.addRecord('in-use');
		engine.held.add('in-use');
		const ended = ledger.end('one');
		setTimeout(() => {
			engine.records.delete('in-use');
			engine.addRecord('other-id');
		}, 150);
		await ended;
		expect(engine.records.size).toBe(0);
	});

	it('tries again later when the engine still uses a record', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		await ledger.begin('one', false);
		engine.addRecord('busy');
		engine.held.add('busy');
		await ledger.end('one');
		expect([...engine.records.keys()]).toEqual(['busy']);
		engine.held.clear();
		await ledger.begin('two', false);
		await ledger.end('two');
		expect(engine.records.size).toBe(0);
	});

	it('forgets records that somebody else removed', async () => {
		await using setup = await openLedger();
		const { database, engine, ledger } = setup;
		engine.addRecord('pruned');
		await ledger.begin('one', false);
		engine.records.clear();
		await ledger.end('one');
		expect(database.all(z.unknown(), 'SELECT id FROM records')).toEqual([]);
	});

	it('takes a record that the engine hides and shows again for the same one', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		await ledger.begin('one', false);
		engine.addRecord('flickering');
		await ledger.begin('two', false);
		engine.records.delete('flickering');
		await ledger.begin('three', false);
		engine.addRecord('flickering');
		for (const grading of ['one', 'two', 'three']) await ledger.end(grading);
		expect(engine.records.size).toBe(0);
	});

	it('waits for a record that the engine hides when the grading ends', async () => {
		await using setup = await openLedger();
		const { engine, ledger } = setup;
		await ledger.begin('one', false);
		engine.addRecord('flickering');
		await ledger.begin('two', false);
		engine.records.delete('flickering');
		const ended = Promise.all([ledger.end('one'), ledger.end('two')]);
		setTimeout(() => engine.addRecord('flickering'), 150);
		await ended;
		expect(engine.records.size).toBe(0);
	});

	it('removes later what was hidden for long, and forgets what never comes back', async () => {
		await using setup = await openLedger();
		const { database, engine, ledger } = setup;
		await ledger.begin('one', false);
		engine.addRecord('late');
		engine.addRecord('gone');
		await ledger.begin('two', false);
		engine.records.clear();
		await ledger.end('one');
		engine.addRecord('late');
		await ledger.end('two');
		expect(engine.records.size).toBe(0);
		await ledger.begin('three', false);
		await ledger.end('three');
		expect(database.all(z.unknown(), 'SELECT id FROM records')).toEqual([]);
	});

	it('removes what a killed process left, and lets a live one go on', async () => {
		await using folder = await TempFolder.create();
		const engine = new FakeEngine();
		using database = new SubmissionDatabase(folder.path);
		const killed = new CacheLedger(database, engine, 'killed');
		await killed.begin('lost', false);
		engine.addRecord('lost-record');
		using again = new SubmissionDatabase(folder.path);
		const other = new CacheLedger(again, engine, 'there');
		await other.begin('running', false);
		engine.addRecord('running-record');
		await new CacheLedger(again, engine, 'here').sweep(async () => everyone);
		expect([...engine.records.keys()]).toEqual(['running-record']);
		await other.end('running');
		expect(engine.records.size).toBe(0);
	});
});
