import { HostBuildCgroups } from './cgroups/host-build-cgroups.ts';
import { hostHierarchies } from './cgroups/host-hierarchies.ts';
import { connectEngine } from './client/connect.ts';
import { engineCandidates, type Variables } from './discovery/candidates.ts';
import { type EngineSetting, engineSetting } from './discovery/engine-setting.ts';
import { connectExternal, type RejectedCandidate } from './discovery/external-engine.ts';
import { hostFacts } from './discovery/host-facts.ts';
import { canManage, noEngine } from './discovery/no-engine.ts';
import type { Engine } from './engine.ts';
import { openManagedEngine } from './managed/managed-engine.ts';
import { enginePaths } from './managed/paths.ts';
import { type EngineProgress, progressSince, type ReportProgress } from './progress.ts';

export interface OpenEngineOptions {
	/** The data folder; the managed engine lives in `engine/` in it. */
	readonly dataDir: string;
	/** The environment: `DOCKER_HOST` and its kin, `STAGECRAFT_ENGINE`, `HOME`, `PATH`, proxies. */
	readonly env: Variables;
	/** Default: what `STAGECRAFT_ENGINE` says, or `auto`. */
	readonly setting?: EngineSetting | undefined;
	/** Folder of the managed engine's root folders, to share them with another data folder. */
	readonly rootsDir?: string | undefined;
	readonly onProgress?: ((progress: EngineProgress) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
}

async function openManaged(options: OpenEngineOptions, report: ReportProgress): Promise<Engine> {
	const managed = await openManagedEngine({ ...options, report });
	try {
		const hierarchies = await hostHierarchies();
		const cgroups = hierarchies && (await HostBuildCgroups.open(hierarchies, managed.cgroupParent));
		return await connectEngine({
			address: managed.address,
			kind: 'managed',
			...(cgroups && { cgroups }),
			onDispose: async () => await managed[Symbol.asyncDispose](),
			...(options.signal && { signal: options.signal }),
		});
	} catch (error) {
		await managed[Symbol.asyncDispose]();
		throw error;
	}
}

async function openExternal(
	options: OpenEngineOptions,
	report: ReportProgress,
): Promise<{ readonly engine?: Engine; readonly rejected: readonly RejectedCandidate[] }> {
	report('look', 'looking for a Docker engine');
	const candidates = await engineCandidates(options.env);
	const found = await connectExternal(candidates, `/${enginePaths(options.dataDir).name}`, options.signal);
	for (const { candidate, reason } of found.rejected) report('look', `${candidate.source}: ${reason.message}`);
	return found;
}

/**
 * Gives an engine of version 24 or newer: the one that `DOCKER_HOST`, the current Docker context or the usual sockets
 * name, else one that is started from the data folder (Debian and Ubuntu, as root). Disposing lets go of it.
 *
 * @throws UserError `engine-missing` or `engine-too-old` with the command that helps, `engine-start-failed`,
 * `usage-invalid` for a broken Docker configuration or `STAGECRAFT_ENGINE`, `cancelled`.
 */
export async function openEngine(options: OpenEngineOptions): Promise<Engine> {
	const report = progressSince(options.onProgress);
	const setting = options.setting ?? engineSetting(options.env);
	const { engine: external, rejected } = setting === 'managed' ? { rejected: [] } : await openExternal(options, report);
	let engine = external;
	if (engine === undefined) {
		const host = await hostFacts(options.env);
		if (setting === 'external' || !canManage(host)) throw noEngine(host, rejected, setting !== 'external');
		engine = await openManaged(options, report);
	}
	report('ready', `Docker engine ${engine.facts.version} (${engine.facts.kind})`);
	return engine;
}
