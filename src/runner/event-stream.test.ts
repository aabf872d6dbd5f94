import { expect, it } from 'vitest';
import { allOf } from '../../tests/helpers/all-of.ts';
import type { NumberedEvent } from './dependencies.ts';
import { eventStream, lastEventId } from './event-stream.ts';

const item = (id: number): NumberedEvent => ({ id, event: { kind: 'cancelled' } });

async function* items(...all: readonly NumberedEvent[]) {
	yield* all;
}

it('numbers the events and tells the end', async () => {
	const text = (await allOf(eventStream(items(item(1), item(2))))).join('');
	expect(text).toBe(
		'retry: 1000\n\nid: 1\ndata: {"kind":"cancelled"}\n\nid: 2\ndata: {"kind":"cancelled"}\n\nevent: end\ndata: {}\n\n',
	);
});

it('keeps a silent connection alive, and loses no event by it', async () => {
	const { promise, resolve } = Promise.withResolvers<void>();
	async function* slow() {
		await promise;
		yield item(1);
	}
	const stream = eventStream(slow(), 1);
	expect((await stream.next()).value).toBe('retry: 1000\n\n');
	expect((await stream.next()).value).toBe(': still running\n\n');
	resolve();
	const rest = await allOf(stream);
	expect(rest.filter((text) => text.startsWith('id:'))).toEqual(['id: 1\ndata: {"kind":"cancelled"}\n\n']);
});

it('lets go of its source when the reader leaves', async () => {
	let ended = false;
	async function* source() {
		try {
			yield item(1);
			yield item(2);
		} finally {
			ended = true;
		}
	}
	for await (const text of eventStream(source())) if (text.startsWith('id:')) break;
	expect(ended).toBe(true);
});

it('takes any nonsense for "from the beginning"', () => {
	expect(['7', 'x', '-1', '', undefined, '9'.repeat(40)].map(lastEventId)).toEqual([7, 0, 0, 0, 0, 0]);
});
