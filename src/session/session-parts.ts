/** What a session is put together from. The composition root gives the real ones, tests their own. */
import type { Duplex } from 'node:stream';
import type { PublishedPort } from '#gateway/options.ts';
import type { Preview } from '#protocol/session-view.ts';
import type { LearnerFiles } from './files/learner-files.ts';
import type { WorkspaceCommands } from './files/remote-files.ts';
import type { SessionLimits } from './session-limits.ts';
import type { SessionStore } from './session-store.ts';
import type { Shell } from './shell.ts';
import type { ShellOptions } from './workspace/workspace.ts';

export interface SessionWorkspace extends WorkspaceCommands {
	/** Id of its container. */
	readonly container: string;
	openShell(size: { readonly columns: number; readonly rows: number }, options: ShellOptions): Promise<Shell>;
	dial(address: string, port: number): Promise<Duplex>;
}

/** What a session runs in. Disposing removes it from the engine. */
export interface SessionEnvironment extends AsyncDisposable {
	readonly session: string;
	readonly workspace: SessionWorkspace;
	/** Resolves when the connection to the workspace is gone. Never rejects. */
	readonly lost: Promise<unknown>;
	onPorts: (ports: readonly PublishedPort[]) => void;
	onStopped: (words: string) => void;
	onDocker: () => void;
	followPorts(): Promise<void>;
	/**
	 * The same with a new connection, when the old one is gone; it takes the place of this one. Throws when the workspace
	 * is gone as well.
	 */
	reconnect(): Promise<SessionEnvironment>;
}

/** Shows published ports beside the page. */
export interface PreviewShelf extends AsyncDisposable {
	show(ports: readonly PublishedPort[]): Promise<readonly Preview[]>;
}

/** The learner's files of one lab. */
export interface SessionFiles extends LearnerFiles {
	/** Puts the starter back; what was there is kept as a backup. */
	reset(): Promise<unknown>;
}

export interface SessionParts {
	readonly lab: string;
	readonly files: SessionFiles;
	readonly store: SessionStore;
	readonly limits: SessionLimits;
	/** One that was started ahead, or a new one. `onStep` tells what is waited for. */
	readonly take: (onStep: (step: string) => void, signal: AbortSignal) => Promise<SessionEnvironment>;
	/** Goes on with an earlier one. Throws when its workspace is gone. */
	readonly adopt: (earlier: { readonly session: string; readonly container: string }) => Promise<SessionEnvironment>;
	readonly openPreviews: (dial: (address: string, port: number) => Promise<Duplex>) => PreviewShelf;
	readonly onFault: (error: unknown) => void;
}
