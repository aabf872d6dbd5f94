/** The parts of the engine's answers that are used. Names are the API's own; unknown fields are dropped. */
import { z } from 'zod';

const strings = z
	.array(z.string())
	.nullish()
	.transform((value) => value ?? []);
const stringMap = z
	.record(z.string(), z.string())
	.nullish()
	.transform((value) => value ?? {});

export const versionSchema = z.object({
	Version: z.string(),
	ApiVersion: z.string(),
	Os: z.string(),
	Arch: z.string(),
});

export const infoSchema = z.object({
	NCPU: z.number(),
	MemTotal: z.number(),
	/** Pairs such as `['driver-type', 'io.containerd.snapshotter.v1']`. */
	DriverStatus: z.array(z.array(z.string())).nullish(),
});

export const imageSchema = z.object({
	Id: z.string(),
	RepoTags: strings,
	Size: z.number(),
	Created: z.string().nullish(),
	RootFS: z.object({ Layers: strings }).nullish(),
	Config: z
		.object({
			Labels: stringMap,
			User: z.string().nullish(),
			Entrypoint: strings,
			Cmd: strings,
			Env: strings,
			WorkingDir: z.string().nullish(),
		})
		.nullish(),
});

export const imageListSchema = z.array(z.object({ Id: z.string() }));

export const createdSchema = z.object({ Id: z.string() });

export const waitSchema = z.object({ StatusCode: z.number() });

export const containerStateSchema = z.object({ State: z.object({ OOMKilled: z.boolean(), ExitCode: z.number() }) });

export const containerListSchema = z.array(
	z.object({ Id: z.string(), Names: strings, Image: z.string(), State: z.string(), Labels: stringMap }),
);

export const networkListSchema = z.array(z.object({ Id: z.string(), Name: z.string(), Labels: stringMap }));

export const execStateSchema = z.object({ Running: z.boolean(), ExitCode: z.number().nullish() });

/** One line of the progress that pull and import stream. */
export const progressLineSchema = z.object({
	id: z.string().optional(),
	status: z.string().optional(),
	error: z.string().optional(),
	errorDetail: z.object({ message: z.string().optional() }).optional(),
	progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).optional(),
});

export type ProgressLine = z.infer<typeof progressLineSchema>;
