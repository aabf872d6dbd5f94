import { open } from 'node:fs/promises';

/** Bytes read at a time: larger pieces read no faster. */
const pieceBytes = 256 * 1024;

/** The bytes of a file in pieces that share one buffer: a piece is good until the next one is asked for. */
export async function* fileStream(path: string): AsyncGenerator<Uint8Array, void, void> {
	await using file = await open(path);
	const buffer = Buffer.allocUnsafe(pieceBytes);
	for (;;) {
		const { bytesRead } = await file.read(buffer, 0, pieceBytes);
		if (bytesRead === 0) return;
		yield buffer.subarray(0, bytesRead);
	}
}
