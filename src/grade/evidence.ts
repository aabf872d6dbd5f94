/**
 * The facts that checks look at. Gathered by `submission`, judged by the pure rules in `grade/rules/`.
 * Nothing in here was written by a learner's process except as plain bytes to be compared.
 */
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import type { ImageAnalysis } from '#image/analysis.ts';
import type { HttpCase } from '#lab/probe-schema.ts';
import type { ImageSizes, Report } from '#protocol/report.ts';

/** How a build ended, as a rule sees it. */
export interface BuildEvidence {
	/**
	 * `refused`: not started, or stopped by the source policy; `limit`: a named limit ended it;
	 * `fault`: our own fault, so everything that needs it is status `error`.
	 */
	readonly outcome: 'built' | 'failed' | 'refused' | 'limit' | 'fault';
	/** What the engine or we say went wrong; absent when built. */
	readonly error?: string;
	/** The next step for the learner, when the cause is known; absent when built. */
	readonly hint?: string;
	/** Name of the limit (outcome `limit`), e.g. `build time of 300 s`. */
	readonly limit?: string;
	/** Dockerfile lines that the error points to, 1-based. */
	readonly errorLines?: { readonly first: number; readonly last: number };
	/** The last lines of the failing step's output, terminal codes removed. */
	readonly logTail: readonly string[];
	readonly steps: readonly {
		readonly name: string;
		readonly cached: boolean;
		readonly milliseconds: number;
		readonly status: string;
	}[];
	readonly contextEntries: number;
	readonly contextBytes: number;
	readonly milliseconds: number;
}

/** How a container run ended, with its output decoded and bounded. */
export interface RunEvidence {
	readonly outcome: 'exited' | 'timed-out' | 'output-limit' | 'out-of-memory' | 'not-started';
	readonly exitCode?: number;
	readonly stdout: string;
	readonly stderr: string;
	readonly error?: string;
	readonly milliseconds: number;
}

/** One probe case with what came out. */
export interface CaseEvidence {
	readonly name: string;
	readonly args: readonly string[];
	readonly stdin: string;
	readonly expectedStdout: string;
	readonly expectedErrorLines: number;
	readonly expectedExitCode: number;
	readonly run: RunEvidence;
}

/** What came back from a server. `closed`: the connection ended without a whole answer. */
export type AnswerEvidence =
	| { readonly outcome: 'answered'; readonly status: number; readonly contentType: string; readonly body: string }
	| { readonly outcome: 'timed-out' | 'too-large' | 'not-http' | 'closed' };

/** One question over HTTP with what came back. */
export interface QuestionEvidence extends HttpCase {
	readonly answer: AnswerEvidence;
}

/** A server that was started once and asked everything. */
export interface ServerEvidence {
	/** How its container ended; its output is the log. */
	readonly run: RunEvidence;
	/** It ended, or was killed at a limit, before it was asked everything. */
	readonly endedByItself: boolean;
	/** It listened on the port of the lab, on an address that is reached from outside. */
	readonly isReady: boolean;
	/** Who listened in its network in the end. */
	readonly listening: readonly { readonly address: string; readonly port: number; readonly isLoopback: boolean }[];
	readonly questions: readonly QuestionEvidence[];
}

/** The judge's rebuild with a changed marker. */
export interface MarkerEvidence {
	/** `no-marker`: the marker's file or text is gone from the submission. */
	readonly outcome: 'rebuilt' | 'no-marker' | 'build-failed';
	readonly file: string;
	readonly originalValue: string;
	readonly changedValue: string;
	/** The build with the changed marker, right after that of the submission; absent when there was none. */
	readonly rebuild?: BuildEvidence;
	/** Standard output, or the page of a server, of the original image and of the rebuilt one when asked for the marker. */
	readonly originalOutput?: string;
	readonly changedOutput?: string;
}

/** How the program stops when it gets SIGTERM while it waits for input or questions. */
export interface StopEvidence {
	readonly outcome: 'stopped' | 'killed' | 'not-running';
	/** From the signal to the exit. */
	readonly milliseconds: number;
}

export interface ImageEvidence {
	readonly tag: string;
	/** `sha256:…` as the engine names it. */
	readonly id?: string;
	readonly sizes: ImageSizes;
	readonly analysis: ImageAnalysis;
	/** Diff ids of the layers that come from the base, from the bottom. */
	readonly baseLayers: readonly string[];
	/** Effective user id of a process of the image, where a container told it; needed when USER is a name. */
	readonly userId?: number;
}

export interface SubmissionFile {
	readonly path: string;
	readonly bytes: number;
}

/** Something about the submitted files themselves that stops or limits grading. */
export interface SubmissionProblem {
	/** e.g. `link-outside`, `not-a-file`, `too-many-files`, `binary-dockerfile`. */
	readonly code: string;
	readonly message: string;
	readonly hint: string;
	readonly file?: string;
}

export interface Evidence {
	readonly submission: Report['submission'];
	readonly files: readonly SubmissionFile[];
	readonly problems: readonly SubmissionProblem[];
	/** Absent when there is no readable Dockerfile (then `problems` says why). */
	readonly dockerfile?: { readonly path: string; readonly text: string; readonly analysis: DockerfileAnalysis };
	/** The Dockerfile of the before image, so that its layers can be shown with their lines. */
	readonly beforeDockerfile?: { readonly path: string; readonly text: string; readonly analysis: DockerfileAnalysis };
	readonly builds: { readonly before?: BuildEvidence; readonly after?: BuildEvidence };
	readonly images: { readonly before?: ImageEvidence; readonly after?: ImageEvidence };
	readonly cases?: readonly CaseEvidence[];
	/** In place of cases, for a program that is probed over HTTP. */
	readonly server?: ServerEvidence;
	readonly marker?: MarkerEvidence;
	readonly stop?: StopEvidence;
	/** Text of the documents that `explained` checks read, by path. */
	readonly documents: Readonly<Record<string, string>>;
	readonly bases: Report['bases'];
	readonly engine?: Report['engine'];
	readonly notes: readonly string[];
	/** Faults of ours by what they kept us from, e.g. `cases`; a rule that needs it gives status `error`. */
	readonly faults: readonly {
		readonly what: 'engine' | 'before' | 'after' | 'image' | 'cases' | 'marker' | 'stop';
		readonly message: string;
	}[];
	readonly startedAt: string;
	readonly milliseconds: number;
}
