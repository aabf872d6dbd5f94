import { duplexPair } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { joinStreams } from './join-streams.ts';

function joined() {
	const [learner, near] = duplexPair();
	const [engine, far] = duplexPair();
	return { learner, engine, over: joinStreams(near, far) };
}

describe('joinStreams', () => {
	it('passes the end of one half on, and still brings what comes back', async () => {
		const { learner, engine, over } = joined();
		learner.end('1 + 1');
		expect(String(await engine.toArray())).toBe('1 + 1');
		engine.end('2');
		expect(String(await learner.toArray())).toBe('2');
		await over;
	});

	it('brings the last words of an engine that is gone', async () => {
		const { learner, engine, over } = joined();
		engine.write('x'.repeat(500_000));
		engine.end('last');
		const said = (await learner.toArray()).join('');
		expect(said.length).toBe(500_004);
		learner.destroy();
		await over;
	});

	it('ends one side when the other breaks', async () => {
		const { learner, engine, over } = joined();
		await turn();
		learner.destroy(new Error('gone'));
		learner.on('error', () => undefined);
		engine.resume();
		await over;
	});
});
