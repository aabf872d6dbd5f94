/** What a session needs of an engine: containers that stay, programs in them, networks of their own. Part of `engine.ts`. */
import type { Duplex } from 'node:stream';
import type { CallOptions, ContainerLimits, Labels } from './engine.ts';

export interface ServiceLimits extends ContainerLimits {
	/** Files that one process may have open. */
	readonly openFiles: number;
	/** Largest single file that it may write. */
	readonly fileBytes: number;
}

/**
 * A container that runs until it is removed. It is always unprivileged, with all capabilities dropped, an init process
 * that reaps, and no log at the engine.
 */
export interface ServiceRequest {
	readonly image: string;
	/** Replaces CMD. */
	readonly cmd: readonly string[];
	readonly name?: string;
	readonly user?: string;
	readonly hostname?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly workdir?: string;
	readonly labels: Labels;
	readonly limits: ServiceLimits;
	/** Name of a network of the engine. Default `none`. */
	readonly network?: string;
}

/** A program to start in a container that runs. */
export interface ExecRequest {
	readonly cmd: readonly string[];
	readonly user?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly workdir?: string;
}

/**
 * Standard input and output of a program in a container. Ending it closes the program's input; destroying it cuts the
 * connection, at which the program gets an end of input and no signal.
 */
export interface ExecStream extends Duplex {
	/** The end of what it wrote to standard error. */
	stderrTail(): string;
	/** Its exit status, once its output has ended. Rejects with `engine-request-failed` when the engine does not tell. */
	exitCode(): Promise<number>;
}

export interface NetworkFacts {
	readonly id: string;
	readonly name: string;
	readonly labels: Labels;
}

export interface EngineNetworks {
	/** Makes a bridge network of its own, whose containers reach each other and what the engine's host reaches. Gives its id. */
	create(name: string, labels: Labels, options?: CallOptions): Promise<string>;
	/** Networks that carry all these labels. */
	list(labels: Labels, options?: CallOptions): Promise<readonly NetworkFacts[]>;
	/** By name or id; one that is gone already is no error. What is still in it has to be removed before. */
	remove(name: string): Promise<void>;
}
