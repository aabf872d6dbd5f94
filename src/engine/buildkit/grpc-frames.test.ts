import { describe, expect, it } from 'vitest';
import { frame, framesOf, messageBytes } from './grpc-frames.ts';

async function collect(chunks: readonly Buffer[]): Promise<string[]> {
	const messages: string[] = [];
	for await (const message of framesOf(
		(async function* () {
			yield* chunks;
		})(),
	)) {
		messages.push(Buffer.from(message).toString());
	}
	return messages;
}

const three = Buffer.concat(['one', '', 'three'].map((text) => frame(Buffer.from(text))));

describe('framesOf', () => {
	it.each([1, 2, 5, 7, 1000])('joins chunks of %i bytes', async (size) => {
		const chunks: Buffer[] = [];
		for (let at = 0; at < three.length; at += size) {
			chunks.push(three.subarray(at, at + size));
		}
		expect(await collect(chunks)).toEqual(['one', '', 'three']);
	});

	it('refuses what is cut off, compressed or too large', async () => {
		await expect(collect([three.subarray(0, -1)])).rejects.toThrow(/ended inside a message/);
		await expect(collect([Buffer.from([1, 0, 0, 0, 0])])).rejects.toThrow(/compressed/);
		const large = Buffer.alloc(5);
		large.writeUInt32BE(messageBytes + 1, 1);
		await expect(collect([large])).rejects.toThrow(/at most 16777216 are taken/);
	});
});
