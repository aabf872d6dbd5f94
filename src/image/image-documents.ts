/** The JSON documents of an image archive, as far as they are used. Unknown fields are allowed: the formats grow. */
import { z } from 'zod';

const text = z.string();
const optionalList = z.array(text).nullish();

/** `manifest.json` of `docker save`: one entry for each image. */
export const dockerManifestSchema = z
	.array(z.object({ Config: text, RepoTags: optionalList, Layers: z.array(text) }))
	.describe('docker save: manifest.json');
export type DockerManifestEntry = z.infer<typeof dockerManifestSchema>[number];

const descriptorSchema = z.object({
	mediaType: text.optional(),
	digest: text.regex(/^[a-z0-9]+:[A-Za-z0-9]+$/),
	platform: z.object({ os: text, architecture: text }).optional(),
	annotations: z.record(text, text).nullish(),
});
export type Descriptor = z.infer<typeof descriptorSchema>;

/** OCI image specification, "Image Index"; also Docker's manifest list. */
export const indexSchema = z.object({ manifests: z.array(descriptorSchema) });

/** OCI image specification, "Image Manifest". */
export const manifestSchema = z.object({ config: descriptorSchema, layers: z.array(descriptorSchema) });

/** OCI image specification, "Image Configuration". */
export const configSchema = z.object({
	os: text.default('linux'),
	architecture: text.default('amd64'),
	created: text.nullish(),
	rootfs: z.object({ diff_ids: z.array(text).nullish() }).optional(),
	history: z.array(z.object({ created_by: text.optional(), empty_layer: z.boolean().optional() })).nullish(),
	config: z
		.object({
			User: text.nullish(),
			Env: optionalList,
			Entrypoint: optionalList,
			Cmd: optionalList,
			WorkingDir: text.nullish(),
			Labels: z.record(text, text).nullish(),
			ExposedPorts: z.record(text, z.unknown()).nullish(),
			StopSignal: text.nullish(),
		})
		.nullish(),
});
export type ConfigDocument = z.infer<typeof configSchema>;
