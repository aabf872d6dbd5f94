import { sizeText } from '#protocol/size-text.ts';
import { tooMuch } from '../build/refusal.ts';
import type { GatewayLimits } from '../limits.ts';
import type { OwnImages } from './images.ts';

/**
 * Engine-side names of the session's images, for a build that is about to begin.
 *
 * @throws GrpcError when the session has as many images, or as many bytes of them, as it may.
 */
export async function buildSources(
	images: OwnImages,
	limits: Pick<GatewayLimits, 'imageBytes' | 'images'>,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const own = (await images.list(signal)).filter(({ shared, ownTags }) => ownTags.length > 0 || !shared);
	const count = own.reduce((sum, { ownTags }) => sum + Math.max(1, ownTags.length), 0);
	const bytes = own.filter(({ shared }) => !shared).reduce((sum, { listed }) => sum + listed.Size, 0);
	const way = 'Remove some by docker rmi or docker image prune.';
	if (count >= limits.images) throw tooMuch(`This session has ${count} images, as many as it may. ${way}`);
	if (bytes >= limits.imageBytes)
		throw tooMuch(`The images of this session have ${sizeText(bytes)} together, as many as they may. ${way}`);
	return own.flatMap(({ ownTags }) => ownTags);
}
