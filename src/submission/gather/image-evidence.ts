/** One built image, analysed from its archive. */
import { z } from 'zod';
import type { Engine } from '#engine/engine.ts';
import { UserError } from '#errors';
import type { ImageEvidence } from '#grade/evidence.ts';
import { effectiveUserId } from '#image/accounts.ts';
import { analyseArchive } from '#image/analyse-archive.ts';
import { imageLimits } from '#image/limits.ts';
import type { SubmissionDatabase } from '../database.ts';
import { bytesText } from '../words.ts';

export interface ImageRequest {
	readonly engine: Engine;
	readonly database: SubmissionDatabase;
	/** Id or tag on the engine. */
	readonly ref: string;
	/** The name that the lesson gives to the image. */
	readonly tag: string;
	/** Diff ids of the base's layers. */
	readonly baseLayers: readonly string[];
	/** Largest unpacked size that is analysed. */
	readonly maxBytes: number;
	readonly signal: AbortSignal;
}

/** The image is larger than the lab's limit, or its archive is made to harm: the learner's doing. */
export class ImageRefused extends Error {
	readonly limit: string;

	constructor(message: string, limit: string) {
		super(message);
		this.limit = limit;
	}
}

/** Throws `ImageRefused`; UserErrors of the engine are faults of ours. */
export async function gatherImage(request: ImageRequest): Promise<ImageEvidence> {
	const { engine, ref, tag, signal, maxBytes } = request;
	const facts = await engine.images.inspect(ref, { signal });
	if (facts === undefined) {
		throw new UserError('image-not-found', `The image ${ref} is gone.`, 'Grade again.');
	}
	const limit = `image size of ${bytesText(maxBytes)}`;
	if (facts.engineSize > maxBytes) {
		throw new ImageRefused(`The image has ${bytesText(facts.engineSize)}, above the limit, an ${limit}.`, limit);
	}
	const archive = await engine.images.save(ref, { signal });
	try {
		const analysis = await analyseArchive(archive, {
			transferSize: 'exact',
			knownTransferBytes: knownTransfers(request.database, facts.layers),
			limits: { ...imageLimits, unpackedBytes: maxBytes },
			signal,
		});
		for (const { diffId, transferBytes } of analysis.layers) {
			if (transferBytes === undefined) continue;
			request.database.run('INSERT OR REPLACE INTO transfers VALUES (?, ?)', diffId, transferBytes);
		}
		const { unpackedBytes, transferBytes = 0 } = analysis;
		const userId = effectiveUserId(analysis);
		return {
			tag,
			id: facts.id,
			sizes: { unpacked: unpackedBytes, transfer: transferBytes, engine: facts.engineSize },
			analysis,
			...(userId !== undefined && { userId }),
			baseLayers: request.baseLayers,
		};
	} catch (error) {
		if (error instanceof UserError && error.code === 'image-archive-invalid') {
			throw new ImageRefused(error.message, limit);
		}
		throw error;
	} finally {
		archive.destroy();
	}
}

/** Compressing a layer takes long, and the layers of a base are the same in every image on it. */
function knownTransfers(database: SubmissionDatabase, diffIds: readonly string[]): ReadonlyMap<string, number> {
	const rowSchema = z.object({ diffId: z.string(), bytes: z.number() });
	const known = diffIds.flatMap((diffId) =>
		database.all(rowSchema, 'SELECT diffId, bytes FROM transfers WHERE diffId = ?', diffId),
	);
	return new Map(known.map(({ diffId, bytes }) => [diffId, bytes]));
}
