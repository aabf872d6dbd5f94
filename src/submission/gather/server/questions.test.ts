import { describe, expect, it } from 'vitest';
import type { RunResult } from '#engine/engine.ts';
import { exitedResult } from '../../../../tests/helpers/fake-engine.ts';
import {
	everywhere,
	loopback,
	ServingEngine,
	servedProbe,
	servedSetting,
} from '../../../../tests/helpers/serving-engine.ts';
import { gatherQuestions } from './questions.ts';

const question = { name: 'answers', method: 'GET', path: '/', headers: {}, body: '', status: 200 } as const;

const asking = {
	probe: { ...servedProbe, draw: () => [question] },
	image: 'sha256:app',
	random: () => 0,
	page: '/version',
	stopSeconds: 3,
} as const;

/** A server that takes so long to stop, or was killed at the end of its time. */
function endsWith(engine: ServingEngine, result: Partial<RunResult>) {
	engine.onRun = async (request) => {
		engine.run.push(request);
		await request.during?.('server-1', engine.ended.signal);
		return exitedResult('', result);
	};
}

describe('gatherQuestions', () => {
	it('asks for everything in one container, which is then told to stop', async () => {
		const engine = new ServingEngine([everywhere]);
		endsWith(engine, { endedByUs: true, stopMilliseconds: 120.4 });
		const { server, page, stop } = await gatherQuestions(servedSetting(engine), asking);
		expect(server).toMatchObject({ endedByItself: false, isReady: true });
		expect(server.questions.map(({ answer }) => answer)).toMatchObject([{ outcome: 'answered', body: 'ok' }]);
		expect({ page, stop }).toEqual({ page: 'ok', stop: { outcome: 'stopped', milliseconds: 120 } });
		expect(engine.run).toMatchObject([{ stop: { signal: 'SIGTERM', patienceMilliseconds: 4000 } }]);
		expect(engine.connections).toHaveLength(2);
	});

	it('a server that does not stop was killed, and did not end by itself', async () => {
		const engine = new ServingEngine([everywhere]);
		endsWith(engine, { outcome: 'timed-out' });
		const { server, stop } = await gatherQuestions(servedSetting(engine), asking);
		expect(server.endedByItself).toBe(false);
		expect(stop).toEqual({ outcome: 'killed', milliseconds: 4000 });
	});

	it('a server that is never reached shows nothing and can not be told to stop', async () => {
		const engine = new ServingEngine([loopback]);
		endsWith(engine, { outcome: 'timed-out' });
		const probe = { ...asking.probe, startSeconds: 0.01 };
		const { server, page, stop } = await gatherQuestions(servedSetting(engine), { ...asking, probe });
		expect(server).toMatchObject({
			endedByItself: false,
			isReady: false,
			questions: [{ answer: { outcome: 'closed' } }],
		});
		expect({ page, stop }).toEqual({ page: '', stop: { outcome: 'not-running', milliseconds: 0 } });
	});

	it('asks a server again that did not listen in time', async () => {
		const engine = new ServingEngine(['']);
		endsWith(engine, { outcome: 'timed-out' });
		const late = { ...asking.probe, startSeconds: 0.01 };
		const { server } = await gatherQuestions(servedSetting(engine), { ...asking, probe: late });
		expect(engine.run).toHaveLength(2);
		expect(server).toMatchObject({ isReady: false, endedByItself: false });
	});

	it('leaves page and stop to others when the server ends in the middle', async () => {
		const engine = new ServingEngine([everywhere]);
		endsWith(engine, { exitCode: 1 });
		const draw = () => {
			engine.onLook = () => engine.ended.abort();
			return [question];
		};
		const questioned = await gatherQuestions(servedSetting(engine), { ...asking, probe: { ...asking.probe, draw } });
		expect(questioned.server).toMatchObject({ endedByItself: true });
		expect(questioned).not.toHaveProperty('stop');
		expect(questioned).not.toHaveProperty('page');
	});
});
