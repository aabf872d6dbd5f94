import { duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { RunRequest, RunResult } from '#engine/engine.ts';
import type { ExecStream } from '#engine/service.ts';
import { questionImage } from '#lab/lab-images.ts';
import type { HttpProbe } from '#lab/probe-schema.ts';
import { defaultLimits } from '#lab/schema.ts';
import { exitedResult, FakeEngine } from '../../../../tests/helpers/fake-engine.ts';
import type { RunSetting } from '../run-evidence.ts';
import { type AskServer, serve } from './serve.ts';

const everywhere = '   0: 00000000:1388 00000000:0000 0A 0\n';
const loopback = '   0: 0100007F:1388 00000000:0000 0A 0\n';
const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const probe: HttpProbe = { kind: 'http', port: 5000, startSeconds: 5, answerSeconds: 5, draw: () => [] };
const labels = { 'io.stagecraft.role': 'grading' };

/** An engine on which a server runs: looks at who listens are answered one by one, the last one for ever. */
class ServingEngine extends FakeEngine {
	readonly looks: string[];
	readonly run: RunRequest[] = [];
	readonly connections: string[][] = [];
	readonly ended = new AbortController();
	/** Called before each look. */
	onLook: () => void = () => undefined;

	constructor(looks: readonly string[]) {
		super();
		this.looks = [...looks];
		this.addImage('sha256:busybox', [questionImage]);
		this.onRun = async (request) => {
			this.run.push(request);
			await request.during?.('server-1', this.ended.signal);
			return exitedResult('', { endedByUs: !this.ended.signal.aborted });
		};
		this.onExec = async (_id, { cmd }) => {
			if (cmd[0] === 'cat') return this.#look();
			this.connections.push([...cmd]);
			return this.#connection();
		};
	}

	#look(): ExecStream {
		this.onLook();
		const text = (this.looks.length > 1 ? this.looks.shift() : this.looks[0]) ?? '';
		const [ours, theirs] = duplexPair();
		theirs.end(text);
		return asExec(ours);
	}

	#connection(): ExecStream {
		const [ours, theirs] = duplexPair();
		theirs.once('data', () => theirs.end(answer));
		return asExec(ours);
	}
}

function asExec(stream: ReturnType<typeof duplexPair>[number]): ExecStream {
	return Object.assign(stream, { stderrTail: () => '', exitCode: async () => 0 });
}

function setting(engine: FakeEngine, signal = new AbortController().signal): RunSetting {
	return { engine, limits: defaultLimits, labels, signal };
}

const serving = { image: 'sha256:app', probe, seconds: 5 };

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
		const served = await serve(setting(engine), serving, askOnce);
		expect(served).toMatchObject({ isReady: true, listening: [{ address: '0.0.0.0', port: 5000 }] });
		expect(started).toMatchObject([{ image: questionImage, network: 'container:server-1', labels }]);
		expect(engine.run).toMatchObject([{ image: 'sha256:app', network: 'none', labels }]);
		expect(engine.connections).toEqual([['nc', '127.0.0.2', '5000']]);
		expect(engine.started.size).toBe(0);
	});

	it('waits until it listens', async () => {
		const engine = new ServingEngine(['', loopback, everywhere]);
		expect(await serve(setting(engine), serving, askOnce)).toMatchObject({ isReady: true });
	});

	it('gives up in the end, and says who listened', async () => {
		const engine = new ServingEngine([loopback]);
		const quick = { ...serving, probe: { ...probe, startSeconds: 0.01 } };
		const served = await serve(setting(engine), quick, () => Promise.reject(new Error('asked')));
		expect(served).toMatchObject({ isReady: false, listening: [{ address: '127.0.0.1', isLoopback: true }] });
		expect(engine.started.size).toBe(0);
	});

	it('takes what fails because the server has ended for its end', async () => {
		const engine = new ServingEngine(['']);
		engine.onLook = () => {
			engine.ended.abort();
			throw new Error('the container does not run');
		};
		const served = await serve(setting(engine), serving, askOnce);
		expect(served).toMatchObject({ isReady: false, result: { endedByUs: false } });
		expect(engine.started.size).toBe(0);
	});

	it('gives no answer once the server has ended', async () => {
		const engine = new ServingEngine([everywhere]);
		await serve(setting(engine), serving, async (ask) => {
			engine.ended.abort();
			expect(await ask({ method: 'GET', path: '/', headers: {}, body: '' })).toEqual({ outcome: 'closed' });
		});
	});

	it('passes on what the caller fails with', async () => {
		const engine = new ServingEngine([everywhere]);
		const cancel = new AbortController();
		engine.onLook = () => cancel.abort(new Error('enough'));
		const promise = serve(setting(engine, cancel.signal), serving, () => Promise.reject(new Error('stopped')));
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
		await expect(serve(setting(engine, cancel.signal), serving, askOnce)).rejects.toMatchObject({
			code: 'image-not-found',
			hint: 'Prepare the images of the lab: stagecraft prepare',
		});
	});
});
