import { describe, expect, it } from 'vitest';
import type { RunResult } from '#engine/engine.ts';
import { questionImage } from '#lab/lab-images.ts';
import { exitedResult } from '../../../../tests/helpers/fake-engine.ts';
import {
	everywhere,
	loopback,
	ServingEngine,
	servedLabels,
	servedProbe,
	servedSetting,
} from '../../../../tests/helpers/serving-engine.ts';
import { type AskServer, serve } from './serve.ts';

const serving = { image: 'sha256:app', probe: servedProbe, seconds: 5 };

async function askOnce(ask: AskServer): Promise<void> {
	expect(await ask({ method: 'GET', path: '/', headers: {}, body: '' })).toMatchObject({ status: 200, body: 'ok' });
}

describe('serve', () => {
	it('asks at an address that a server on loopback does not hear, from a container in its network', async () => {
		const engine = new ServingEngine([everywhere]);
		const started: unknown[] = [];
		const { start } = engine.containers;
		Object.assign(engine.containers, {
			start: async (request: Parameters<typeof start>[0]) => {
				started.push(request);
				return await start(request);
			},
		});
		const served = await serve(servedSetting(engine), serving, askOnce);
		expect(served).toMatchObject({ isReady: true, listening: [{ address: '0.0.0.0', port: 5000 }] });
		expect(started).toMatchObject([{ image: questionImage, network: 'container:server-1', labels: servedLabels }]);
		expect(engine.run).toMatchObject([{ image: 'sha256:app', network: 'none', labels: servedLabels }]);
		expect(engine.waits).toEqual([['1388', '100']]);
		expect(engine.connections).toEqual([['nc', '127.0.0.2', '5000']]);
		expect(engine.started.size).toBe(0);
	});

	it('waits until it listens', async () => {
		const engine = new ServingEngine(['', loopback, everywhere]);
		expect(await serve(servedSetting(engine), serving, askOnce)).toMatchObject({ isReady: true });
	});

	it('gives up in the end, and says who listened', async () => {
		const engine = new ServingEngine([loopback]);
		const quick = { ...serving, probe: { ...servedProbe, startSeconds: 0.01 } };
		const served = await serve(servedSetting(engine), quick, () => Promise.reject(new Error('asked')));
		expect(served).toMatchObject({ isReady: false, listening: [{ address: '127.0.0.1', isLoopback: true }] });
		expect(engine.started.size).toBe(0);
	});

	it('takes what fails because the server has ended for its end', async () => {
		const engine = new ServingEngine(['']);
		engine.onLook = () => {
			engine.ended.abort();
			throw new Error('the container does not run');
		};
		const served = await serve(servedSetting(engine), serving, askOnce);
		expect(served).toMatchObject({ isReady: false, result: { endedByUs: false } });
		expect(engine.started.size).toBe(0);
	});

	it('gives no answer once the server has ended', async () => {
		const engine = new ServingEngine([everywhere]);
		await serve(servedSetting(engine), serving, async (ask) => {
			engine.ended.abort();
			expect(await ask({ method: 'GET', path: '/', headers: {}, body: '' })).toEqual({ outcome: 'closed' });
		});
	});

	it('passes on what the caller fails with', async () => {
		const engine = new ServingEngine([everywhere]);
		const cancel = new AbortController();
		engine.onLook = () => cancel.abort(new Error('enough'));
		const promise = serve(servedSetting(engine, cancel.signal), serving, () => Promise.reject(new Error('stopped')));
		await expect(promise).rejects.toThrow('stopped');
		expect(engine.started.size).toBe(0);
	});

	it('says which image is missing to ask from', async () => {
		const engine = new ServingEngine([everywhere]);
		engine.store.clear();
		const cancel = new AbortController();
		engine.onRun = async (request): Promise<RunResult> => {
			cancel.abort();
			await request.during?.('server-1', engine.ended.signal);
			return exitedResult('');
		};
		await expect(serve(servedSetting(engine, cancel.signal), serving, askOnce)).rejects.toMatchObject({
			code: 'image-not-found',
			hint: 'Prepare the images of the lab: stagecraft prepare',
		});
	});
});
