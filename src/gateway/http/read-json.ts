import type { Readable } from 'node:stream';
import { badRequest, Refusal } from './refusal.ts';

/** Largest JSON body. A container's configuration with a long environment is some 100 KB. */
export const jsonBytes = 1024 * 1024;

/** Reads a body to its end. @throws Refusal 413 above the limit. */
export async function readBytes(body: Readable, limit: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > limit) throw new Refusal('The request is too large.', 413);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** @throws Refusal 400. An empty body is undefined. */
export function parseJson(bytes: Buffer): unknown {
	if (bytes.length === 0) return undefined;
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		throw badRequest('The request is not JSON.');
	}
}
