import type { Engine } from '#engine/engine.ts';
import type { GatewayLimits } from './limits.ts';

/** A port that a running container publishes. */
export interface PublishedPort {
	/** Name of the container, as the learner knows it. */
	readonly container: string;
	/** Its address in the session's network. */
	readonly address: string;
	/** Where the program listens. */
	readonly containerPort: number;
	/** What the learner published it as. */
	readonly port: number;
}

/** Why a Dockerfile may not reach the engine. */
export interface DockerfileRefusal {
	readonly message: string;
	/** 1-based. */
	readonly line?: number;
}

export interface GatewayOptions {
	readonly engine: Engine;
	/** Id of the session: 16 random characters of `[a-z0-9]`. Names and labels carry it. */
	readonly session: string;
	/** Id of the runner, for labels. */
	readonly owner: string;
	/** References that the learner may see, run and build on, as lab files write them. */
	readonly bases: readonly string[];
	readonly limits: GatewayLimits;
	/** Why a Dockerfile may not reach the engine; undefined when it may. */
	readonly inspectDockerfile: (text: string) => DockerfileRefusal | undefined;
	/** Told all published ports whenever a container with some starts or ends. */
	readonly onPorts: (ports: readonly PublishedPort[]) => void;
	/** Told why the gateway stopped a container by itself, in a sentence for the learner. */
	readonly onStopped: (words: string) => void;
	/** Told of faults that are not the learner's. */
	readonly onFault: (error: unknown) => void;
}
