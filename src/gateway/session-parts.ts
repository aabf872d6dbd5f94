import type { EngineFacts, Labels } from '#engine/engine.ts';
import type { BuildMediator } from './build/mediator.ts';
import type { EngineApi } from './http/engine-api.ts';
import type { GatewayLimits } from './limits.ts';
import type { SessionNames } from './names.ts';
import type { OwnContainers } from './own/containers.ts';
import type { DiskWatch } from './own/disk-watch.ts';
import type { OwnImages } from './own/images.ts';
import type { PortWatch } from './own/port-watch.ts';
import type { Turns } from './own/turns.ts';

/** What the routes of one session work with. */
export interface SessionParts {
	readonly engine: EngineApi;
	readonly facts: EngineFacts;
	readonly names: SessionNames;
	readonly limits: GatewayLimits;
	/** On every object of the session. */
	readonly labels: Labels;
	/** Engine-side id of the session's network. */
	readonly network: string;
	readonly containers: OwnContainers;
	readonly images: OwnImages;
	readonly ports: PortWatch;
	readonly disk: DiskWatch;
	/** Counting and then making, one at a time. */
	readonly turns: Turns;
	readonly builds: BuildMediator;
}
