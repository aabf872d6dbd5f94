import type { BuildRequest } from '../engine.ts';
import type { SolveRequest } from './control-messages.ts';
import { sourcePolicy } from './source-policy.ts';

/** The names under which the engine asks for the build's folders. The front end fixes the first one. */
export const folderNames = { context: 'context', dockerfile: 'dockerfile' } as const;

export const dockerfileName = 'Dockerfile';

export interface SolveIds {
	/** Names the build, to follow its progress. */
	readonly ref: string;
	readonly session: string;
	/** Cgroup of the build's steps, when there is one. */
	readonly cgroupParent?: string;
}

function prefixed(prefix: string, values: Readonly<Record<string, string>> = {}): Record<string, string> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}:${name}`, value]));
}

/**
 * Options of the Dockerfile front end: https://github.com/moby/buildkit/blob/v0.13.2/frontend/dockerui/config.go and
 * context.go beside it.
 */
function frontendAttrs(request: BuildRequest, { cgroupParent }: SolveIds): Record<string, string> {
	const { limits, cacheScope, target } = request;
	return {
		...prefixed('build-arg', request.buildArgs),
		...prefixed('label', request.labels),
		filename: dockerfileName,
		dockerfilekey: folderNames.dockerfile,
		// Its presence keeps the front end from running the image that a "# syntax=" line or BUILDKIT_SYNTAX names.
		cmdline: 'dockerfile.v0',
		// An image that is here is used as it is; a registry is asked only for one that is not.
		'image-resolve-mode': 'local',
		...(target !== undefined && { target }),
		...(request.noCache && { 'no-cache': '' }),
		...(request.network === 'none' && { 'force-network-mode': 'none' }),
		...(cgroupParent !== undefined && { 'cgroup-parent': cgroupParent }),
		...(limits && { ulimit: `fsize=${limits.fileBytes}:${limits.fileBytes}` }),
		...(cacheScope !== undefined && { 'build-arg:BUILDKIT_CACHE_MOUNT_NS': cacheScope }),
	};
}

/** The request that builds a Dockerfile and puts the result into the engine's own image store. */
export function solveRequest(request: BuildRequest, ids: SolveIds): SolveRequest {
	const exporter = request.tags.length > 0;
	return {
		Ref: ids.ref,
		ExporterDeprecated: exporter ? 'moby' : '',
		ExporterAttrsDeprecated: exporter ? { name: request.tags.join(',') } : {},
		Session: ids.session,
		Frontend: 'dockerfile.v0',
		FrontendAttrs: frontendAttrs(request, ids),
		Internal: true,
		SourcePolicy: sourcePolicy(request.sources),
	};
}
