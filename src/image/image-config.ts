import type { ImageConfig } from './analysis.ts';
import { toInstruction } from './history.ts';
import type { ConfigDocument } from './image-documents.ts';

/** The image's configuration with absent values made empty. */
export function toImageConfig(document: ConfigDocument): ImageConfig {
	const config = document.config ?? {};
	return {
		os: document.os,
		architecture: document.architecture,
		user: config.User ?? '',
		entrypoint: config.Entrypoint ?? [],
		cmd: config.Cmd ?? [],
		env: config.Env ?? [],
		workdir: config.WorkingDir ?? '',
		labels: config.Labels ?? {},
		exposedPorts: Object.keys(config.ExposedPorts ?? {}).sort(),
		stopSignal: config.StopSignal ?? '',
		createdAt: document.created ?? '',
		history: (document.history ?? []).map(({ created_by: createdBy = '', empty_layer: emptyLayer = false }) => ({
			createdBy,
			instruction: toInstruction(createdBy),
			emptyLayer,
		})),
	};
}
