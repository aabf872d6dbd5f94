/** What the HTTP app needs from the rest, as narrow as it uses it. Tests give fakes; `compose.ts` the real ones. */

import type { Health, JobEvent, JobKind, Work, WorkFile } from '#protocol/api.ts';
import type { LabView } from '#protocol/lab-view.ts';
import type { SessionEvent, SessionView } from '#protocol/session-view.ts';
import type { RunBlock } from '#protocol/terminal.ts';
import type { Terminal } from '#session/terminal/terminal.ts';

export interface LabShelf {
	list(): readonly LabView[];
	find(lab: string): LabView | undefined;
}

/** The learner's own copy of a lab's files. */
export interface WorkShelf {
	/** Makes the copy from the starter on first use. */
	read(lab: string): Promise<Omit<Work, 'running'>>;
	/**
	 * Writes one file. Throws `work-conflict` when `baseVersion` is not the version on disk, and
	 * `work-file-not-found` for a file that the lab does not have or that may not be edited.
	 */
	save(lab: string, path: string, text: string, baseVersion: string): Promise<WorkFile>;
	/** Puts the starter back; what was there is kept beside it as a backup. */
	reset(lab: string): Promise<Omit<Work, 'running'>>;
}

/** One event of a job with its place in the record, counted from 1. */
export interface NumberedEvent {
	readonly id: number;
	readonly event: JobEvent;
}

export interface JobShelf {
	/** Starts a job. Throws `job-running` when the lab has one, `lab-not-ready` before its engine and bases are there. */
	start(kind: JobKind, lab: string): Promise<{ readonly job: string }>;
	running(lab: string): Work['running'];
	/** The record after event `after`, then what comes, until the job ends. Throws `job-not-found`. */
	events(job: string, after: number, signal: AbortSignal): AsyncIterable<NumberedEvent>;
	/** Asks the job to stop; it then reports `cancelled`. Throws `job-not-found`. */
	cancel(job: string): void;
}

/** What the routes need of a terminal. */
export type TerminalSeat = Pick<Terminal, 'connect' | 'run'>;

/** One learner at one lab, from the first look until it is ended. */
export interface LabSession {
	view(): SessionView;
	/** Gives the id of the terminal. Throws `lab-not-ready` when the session is not. */
	openTerminal(): Promise<string>;
	terminal(id: string): TerminalSeat | undefined;
	closeTerminal(id: string): void | Promise<void>;
	/** Tells each change from now on. */
	subscribe(listener: (event: SessionEvent) => void): Disposable;
	/** Waits until the workspace has what the editor saved last, and the other way round. */
	settle(): Promise<void>;
	/** Puts the end off, as typing does. */
	extend(): void | Promise<void>;
	/** A new workspace with the starter's files; what was there is kept as a backup. */
	reset(): void | Promise<void>;
}

export interface SessionShelf {
	/** Starts the lab's session, or gives the one that there is. Throws `lab-not-ready`. */
	open(lab: string): LabSession | Promise<LabSession>;
	find(lab: string): LabSession | undefined;
	list(): readonly LabSession[];
	/** Ends it with all that runs in it; files stay. */
	end(lab: string): void | Promise<void>;
}

/** The commands of the lessons' code blocks. */
export interface CodeBlocks {
	/** Undefined for a block that there is not. */
	command(block: RunBlock): string | undefined;
}

export interface AppDependencies {
	readonly version: string;
	readonly labs: LabShelf;
	readonly work: WorkShelf;
	readonly jobs: JobShelf;
	/** Builds ahead what the first check of a lab would wait for, as soon as its engine and bases are there. Never throws. */
	readonly prebuild: (lab: string) => void;
	readonly sessions: SessionShelf;
	readonly blocks: CodeBlocks;
	readonly health: () => Health;
	/** Folder of the built site. */
	readonly siteDir: string;
	/** Port that the server listens on; undefined before it does, and then every request is refused. */
	readonly port: () => number | undefined;
	/** Secret of the page's session cookie. */
	readonly sessionToken: string;
	readonly onFault: (error: unknown) => void;
}
