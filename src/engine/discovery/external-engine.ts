import { hostname, release } from 'node:os';
import { z } from 'zod';
import { UserError } from '#errors';
import { HostBuildCgroups } from '../cgroups/host-build-cgroups.ts';
import { hostHierarchies } from '../cgroups/host-hierarchies.ts';
import { connectEngine } from '../client/connect.ts';
import { EngineHttp } from '../client/engine-http.ts';
import { openTransport } from '../client/transport.ts';
import type { Engine } from '../engine.ts';
import type { EngineCandidate } from './candidates.ts';

/** An engine that runs answers in milliseconds, one behind ssh in a second or two. */
const answerMilliseconds = 5_000;

/** A candidate that cannot be used, and why. */
export interface RejectedCandidate {
	readonly candidate: EngineCandidate;
	readonly reason: UserError;
}

const placeSchema = z.object({
	Name: z.string(),
	KernelVersion: z.string(),
	OperatingSystem: z.string(),
	SecurityOptions: z.array(z.string()).nullish(),
});

/** Whether the engine's containers are processes of this very machine, with its root's rights. */
async function isOnThisHost(candidate: EngineCandidate, signal: AbortSignal): Promise<boolean> {
	using transport = openTransport(candidate.address, candidate.tls);
	if (transport.address.kind !== 'socket') return false;
	const place = await new EngineHttp(transport).json(placeSchema, { method: 'GET', path: '/info', signal });
	const rootless = (place.SecurityOptions ?? []).some((option) => option.includes('rootless'));
	const inMachine = place.OperatingSystem.startsWith('Docker Desktop');
	return !rootless && !inMachine && place.Name === hostname() && place.KernelVersion === release();
}

/**
 * Limits for build steps of the user's own engine: by this host's cgroups, when the engine is on it and we are root.
 * Undefined otherwise; the limits of steps then do not hold.
 */
async function cgroupsFor(
	candidate: EngineCandidate,
	parent: string,
	signal: AbortSignal,
): Promise<HostBuildCgroups | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const hierarchies = await hostHierarchies();
	if (hierarchies === undefined || !(await isOnThisHost(candidate, signal))) return undefined;
	return await HostBuildCgroups.open(hierarchies, parent);
}

async function connect(candidate: EngineCandidate, cgroupParent: string, signal: AbortSignal): Promise<Engine> {
	// First, since it tells an engine that is too old from one that does not answer.
	await using probe = await connectEngine({ ...candidate, kind: 'external', signal });
	const cgroups = await cgroupsFor(candidate, cgroupParent, signal);
	return await connectEngine({
		...candidate,
		address: probe.facts.address,
		kind: 'external',
		signal,
		...(cgroups && { cgroups }),
	});
}

/**
 * Connects to the first candidate that answers and is new enough.
 *
 * @param cgroupParent cgroup of this installation, e.g. `/stagecraft-0123456789ab`.
 * @throws UserError `cancelled`. A candidate that cannot be used is not thrown but given.
 */
export async function connectExternal(
	candidates: readonly EngineCandidate[],
	cgroupParent: string,
	signal?: AbortSignal,
): Promise<{ readonly engine?: Engine; readonly rejected: readonly RejectedCandidate[] }> {
	const rejected: RejectedCandidate[] = [];
	for (const candidate of candidates) {
		const patience = AbortSignal.timeout(answerMilliseconds);
		try {
			const engine = await connect(candidate, cgroupParent, signal ? AbortSignal.any([signal, patience]) : patience);
			return { engine, rejected };
		} catch (error) {
			if (signal?.aborted || !(error instanceof UserError)) throw error;
			rejected.push({ candidate, reason: error });
		}
	}
	return { rejected };
}
