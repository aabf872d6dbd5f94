import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JobEvent } from '#protocol/api.ts';
import { followJob } from './follow-job.ts';
import { ApiProblem } from './request.ts';

afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

function stream(text: string, breaks = false): Response {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			controller.enqueue(new TextEncoder().encode(text));
			if (breaks) controller.error(new TypeError('network error'));
			else controller.close();
		},
	});
	return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const phase = (id: number, name: string) => `id: ${id}\ndata: {"kind":"phase","phase":"${name}","detail":""}\n\n`;
const end = 'event: end\ndata: {}\n\n';

function listen() {
	const events: string[] = [];
	const connection: boolean[] = [];
	const onEvent = (event: JobEvent) => void events.push(event.kind === 'phase' ? event.phase : event.kind);
	return { events, connection, listener: { onEvent, onConnection: (on: boolean) => void connection.push(on) } };
}

describe('followJob', () => {
	it('takes a broken line up where it broke', async () => {
		vi.useFakeTimers();
		const asked: (string | undefined)[] = [];
		const answers = [
			() => stream(phase(1, 'one')),
			() => Promise.reject(new TypeError('refused')),
			() => stream(phase(2, 'two') + end),
		];
		vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
			asked.push((init.headers as Record<string, string>)['last-event-id']);
			return Promise.resolve(answers.shift()?.());
		});
		const { events, connection, listener } = listen();
		const done = followJob('j', listener, new AbortController().signal);
		await vi.runAllTimersAsync();
		await done;
		expect(events).toEqual(['one', 'two']);
		expect(asked).toEqual([undefined, '1', '1']);
		expect(connection).toEqual([true, false, true]);
	});

	it('gives up on a job that the course does not know', async () => {
		const problem = {
			type: 'about:blank',
			title: 'Not Found',
			status: 404,
			detail: 'gone',
			code: 'job-not-found',
			hint: 'again',
		};
		const headers = { 'content-type': 'application/problem+json' };
		vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(problem), { status: 404, headers })));
		await expect(followJob('j', listen().listener, new AbortController().signal)).rejects.toThrow(ApiProblem);
	});
});
