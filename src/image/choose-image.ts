/** Which image of an archive is meant, by `manifest.json` (docker save) or else by `index.json` (OCI layout). */
import type { z } from 'zod';
import { archiveInvalid } from './archive-error.ts';
import type { ArchiveFiles } from './archive-files.ts';
import {
	type ConfigDocument,
	configSchema,
	type Descriptor,
	type DockerManifestEntry,
	dockerManifestSchema,
	indexSchema,
	manifestSchema,
} from './image-documents.ts';

export interface ChosenImage {
	readonly tags: readonly string[];
	/** `sha256:…` of the configuration. */
	readonly id: string;
	readonly config: ConfigDocument;
	/** Layer files, the lowest first, each with its diff id. */
	readonly layers: readonly { readonly blob: string; readonly diffId: string }[];
}

/** An image of the archive before its configuration is read. */
interface Candidate {
	readonly tags: readonly string[];
	readonly config: string;
	readonly layers: readonly string[];
}

/** Indexes that lie in indexes; real archives have two. */
const maxIndexDepth = 4;

/**
 * @param ref a name (`golang:1.27`) or an id (`sha256:…`, or its first 12 digits or more); needed only when the archive
 *   holds several images
 * @throws `image-archive-invalid` when there is no manifest, no image of this name, or several and no name
 */
export function chooseImage(files: ArchiveFiles, ref: string | undefined): ChosenImage {
	const candidates = listImages(files);
	const matching = ref === undefined ? candidates : candidates.filter((candidate) => isCalled(candidate, ref));
	const [chosen] = matching;
	if (chosen === undefined || new Set(matching.map(({ config }) => config)).size > 1) throw noChoice(candidates, ref);
	const config = parse(configSchema, files.json(chosen.config), chosen.config);
	const diffIds = config.rootfs?.diff_ids ?? [];
	if (diffIds.length !== chosen.layers.length)
		throw archiveInvalid(
			`The image archive contradicts itself: ${chosen.layers.length} layer files, ${diffIds.length} layers in the configuration.`,
		);
	return {
		tags: [...new Set(matching.flatMap(({ tags }) => tags))],
		id: `sha256:${configDigest(chosen.config)}`,
		config,
		layers: chosen.layers.map((blob, index) => ({ blob, diffId: diffIds[index] as string })),
	};
}

function listImages(files: ArchiveFiles): readonly Candidate[] {
	const manifest = files.json('manifest.json');
	if (manifest !== undefined) return parse(dockerManifestSchema, manifest, 'manifest.json').map(fromDockerManifest);
	if (files.documents.has('index.json')) return fromIndex(files, 'index.json', [], maxIndexDepth);
	throw archiveInvalid('The archive has neither manifest.json nor index.json, so it is not an image archive.', {
		hint: 'Make one with docker save. An archive of docker export has no layers and cannot be used.',
	});
}

function fromDockerManifest({ Config, RepoTags, Layers }: DockerManifestEntry): Candidate {
	return { tags: RepoTags ?? [], config: Config, layers: Layers };
}

/** The images of an index and the indexes in it. An archive may list platforms that it does not hold: they are left out. */
function fromIndex(
	files: ArchiveFiles,
	path: string,
	outerTags: readonly string[],
	depth: number,
): readonly Candidate[] {
	if (depth === 0) throw archiveInvalid('The image archive has indexes within indexes without end.');
	const { manifests } = parse(indexSchema, files.json(path), path);
	return manifests.filter(isImage).flatMap((descriptor) => {
		const blob = blobPath(descriptor);
		const document = files.json(blob);
		if (document === undefined) return [];
		const tags = [...outerTags, ...tagsOf(descriptor)];
		if (indexSchema.safeParse(document).success) return fromIndex(files, blob, tags, depth - 1);
		const { config, layers } = parse(manifestSchema, document, blob);
		return files.has(blobPath(config)) ? [{ tags, config: blobPath(config), layers: layers.map(blobPath) }] : [];
	});
}

/** Builders store their attestations as manifests for the platform `unknown/unknown`. */
function isImage({ platform }: Descriptor): boolean {
	return platform?.os !== 'unknown';
}

function tagsOf({ annotations }: Descriptor): readonly string[] {
	const name = annotations?.['io.containerd.image.name'] ?? annotations?.['org.opencontainers.image.ref.name'];
	return name === undefined ? [] : [name];
}

function blobPath({ digest }: Descriptor): string {
	return `blobs/${digest.replace(':', '/')}`;
}

/** `blobs/sha256/<hex>` in the OCI layout, `<hex>.json` in the classic one. */
function configDigest(path: string): string {
	return path.replace(/^.*\//, '').replace(/\.json$/, '');
}

function isCalled(candidate: Candidate, ref: string): boolean {
	const digest = configDigest(candidate.config);
	const hex = ref.replace(/^sha256:/, '');
	return (
		candidate.tags.some((tag) => fullName(tag) === fullName(ref)) ||
		(/^[0-9a-f]{12,64}$/.test(hex) && digest.startsWith(hex))
	);
}

/** `golang` -> `docker.io/library/golang:latest`, as Docker completes a reference. */
function fullName(ref: string): string {
	const first = ref.split('/', 1)[0] ?? '';
	const hasHost = ref.includes('/') && (/[.:]/.test(first) || first === 'localhost');
	const withHost = hasHost ? ref : ref.includes('/') ? `docker.io/${ref}` : `docker.io/library/${ref}`;
	return /[:@][^/]*$/.test(withHost) ? withHost : `${withHost}:latest`;
}

function noChoice(candidates: readonly Candidate[], ref: string | undefined) {
	const names = candidates.map(({ tags, config }) => tags[0] ?? configDigest(config).slice(0, 12));
	const list = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
	if (candidates.length === 0) return archiveInvalid('The image archive holds no image.');
	const message =
		ref === undefined
			? `The archive holds ${candidates.length} images: ${list}.`
			: `The archive holds no single image called ${JSON.stringify(ref)}, but: ${list}.`;
	return archiveInvalid(message, { hint: `Name one of them, or save one image: docker save -o image.tar ${names[0]}` });
}

function parse<Schema extends z.ZodType>(schema: Schema, document: unknown, name: string): z.infer<Schema> {
	if (document === undefined) throw archiveInvalid(`The image archive lacks the file ${JSON.stringify(name)}.`);
	const result = schema.safeParse(document);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
	throw archiveInvalid(`The file ${JSON.stringify(name)} in the image archive is not as expected${place}.`, {
		cause: result.error,
	});
}
