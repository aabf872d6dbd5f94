import type { OwnImages, VisibleImage } from '../own/images.ts';
import { asPlain, type Plain, visibleLabels } from './plain.ts';

/** Last API version that shows an image without a name as `<none>`. */
const lastWithNone = 42;

/** An entry of the list of images. */
export function listedImage({ listed, tags }: VisibleImage, version: string): Plain {
	const minor = Number(version.split('.')[1]);
	const none = tags.length === 0 && minor <= lastWithNone;
	return {
		...listed,
		RepoTags: none ? ['<none>:<none>'] : tags,
		RepoDigests: none ? ['<none>@<none>'] : [],
		Labels: visibleLabels(listed.Labels),
		// How often it is used by containers would count those of others.
		Containers: -1,
	};
}

/** An image that is looked at. */
export function inspectedImage(image: Plain, tags: readonly string[]): Plain {
	const config = asPlain(image['Config']);
	return {
		...image,
		RepoTags: tags,
		RepoDigests: [],
		...(image['Config'] !== undefined && { Config: { ...config, Labels: visibleLabels(config['Labels']) } }),
	};
}

/** The history of an image, with the names that are the learner's to see. */
export function imageHistory(history: unknown, images: OwnImages): readonly Plain[] {
	return (Array.isArray(history) ? history : []).map((entry) => {
		const layer = asPlain(entry);
		const tags = Array.isArray(layer['Tags']) ? layer['Tags'].map(String) : [];
		const seen = tags.flatMap((tag) => images.nameOut(tag) ?? []);
		return { ...layer, Tags: seen.length > 0 ? seen : null };
	});
}
