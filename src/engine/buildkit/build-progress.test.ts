import { describe, expect, it } from 'vitest';
import type { BuildEvent } from '../engine.ts';
import { BuildProgress } from './build-progress.ts';
import { LogBook } from './log-book.ts';
import type { StatusResponse, Vertex, VertexLog } from './status-messages.ts';

const empty: StatusResponse = { vertexes: [], statuses: [], logs: [], warnings: [] };
const at = (seconds: number) => ({ seconds, nanos: 500_000_000 });

function vertex(parts: Partial<Vertex>): Vertex {
	return { digest: 'sha256:a', name: 'RUN x', cached: false, started: null, completed: null, error: '', ...parts };
}

function log(msg: Uint8Array, stream = 1): VertexLog {
	return { vertex: 'sha256:a', timestamp: at(1), stream, msg };
}

describe('BuildProgress', () => {
	it('tells each change of a step once, with its time by the engine’s clock', () => {
		const events: BuildEvent[] = [];
		const progress = new BuildProgress((event) => events.push(event));
		progress.take({ ...empty, vertexes: [vertex({}), vertex({ digest: 'sha256:b', name: 'COPY' })] });
		progress.take({ ...empty, vertexes: [vertex({ started: at(100) })] });
		progress.take({ ...empty, vertexes: [vertex({ started: at(100) })] });
		progress.take({ ...empty, vertexes: [vertex({ started: at(100), completed: at(103) })] });
		const told = events.map((event) => event.kind === 'step' && [event.step.id, event.step.status]);
		expect(told).toEqual([
			['sha256:a', 'pending'],
			['sha256:b', 'pending'],
			['sha256:a', 'running'],
			['sha256:a', 'done'],
		]);
		expect(progress.steps().map(({ name, milliseconds }) => [name, milliseconds])).toEqual([
			['RUN x', 3000],
			['COPY', 0],
		]);
	});

	it('tells failed, cancelled and cached steps apart', () => {
		const progress = new BuildProgress(() => undefined);
		const ended = { started: at(1), completed: at(2) };
		progress.take({
			...empty,
			vertexes: [
				vertex({ digest: '1', ...ended, error: 'exit code: 1' }),
				vertex({ digest: '2', ...ended, error: 'context canceled' }),
				vertex({ digest: '3', ...ended, cached: true }),
			],
		});
		expect(progress.steps()).toMatchObject([
			{ status: 'error', error: 'exit code: 1' },
			{ status: 'cancelled' },
			{ status: 'done', cached: true },
		]);
	});

	it('passes on transfers and warnings', () => {
		const events: BuildEvent[] = [];
		const transfer = { ID: 'transferring context:', vertex: 'v', name: 'transferring', current: 5, total: 0 };
		const start = { line: 4, character: 0 };
		const warning = { vertex: 'v', short: Buffer.from('wörd'), url: 'https://u', ranges: [{ start, end: start }] };
		new BuildProgress((event) => events.push(event)).take({
			...empty,
			statuses: [{ ...transfer, timestamp: null }],
			warnings: [warning, { ...warning, url: '', ranges: [] }],
		});
		expect(events).toEqual([
			{ kind: 'transfer', stepId: 'v', name: 'transferring context:', bytes: 5, totalBytes: 0 },
			{ kind: 'warning', text: 'wörd', line: 4, url: 'https://u' },
			{ kind: 'warning', text: 'wörd' },
		]);
	});
});

describe('LogBook', () => {
	const text = (book: LogBook, entry: VertexLog) => {
		const event = book.add(entry);
		return event?.kind === 'log' ? event.text : undefined;
	};

	it('joins characters that were cut in two, for each stream by itself', () => {
		const book = new LogBook();
		const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
		expect(text(book, log(first))).toBeUndefined();
		expect(text(book, log(Buffer.from('x'), 2))).toBe('x');
		expect(text(book, log(second))).toBe('é');
	});

	it('stops at its limit and says so once', () => {
		const book = new LogBook(5);
		expect(text(book, log(Buffer.from('abc')))).toBe('abc');
		expect(text(book, log(Buffer.from('defg')))).toBe('de\n[output above 5 bytes is not shown]\n');
		expect(text(book, log(Buffer.from('h')))).toBeUndefined();
	});
});
