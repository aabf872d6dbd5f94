import { UserError } from '#errors';

/** The one hint that fits most damaged archives. */
const saveAgain = 'Save the image again with: docker save -o image.tar NAME:TAG';

/** UserError `image-archive-invalid`: the bytes are not an image archive that can be read. */
export function archiveInvalid(message: string, options: { hint?: string; cause?: unknown } = {}): UserError {
	return new UserError('image-archive-invalid', message, options.hint ?? saveAgain, options.cause);
}
