/**
 * What is known about a Dockerfile without building it. All lines count from 1 and lie inside the file.
 *
 * The rules are those of BuildKit's Dockerfile front end (frontend/dockerfile in github.com/moby/buildkit).
 */
import type { ProblemCode } from './problem.ts';
import type { Reference } from './reference.ts';

/** The whole result of `parseDockerfile`. Plain data: it can be stored as JSON. */
export interface DockerfileAnalysis {
	/** Sorted by line. An `error` is something that makes BuildKit refuse the build of the target. */
	readonly problems: readonly DockerfileProblem[];
	/** Parser directives at the top of the file (`# syntax=…`); the first of each name. */
	readonly directives: { readonly syntax?: Directive; readonly escape?: Directive; readonly check?: Directive };
	/** `ARG` instructions before the first `FROM`, in order. */
	readonly globalArgs: readonly BuildArgument[];
	readonly stages: readonly Stage[];
	/** Index of the stage that is built: `options.target`, else the last one. Absent without stages or when not found. */
	readonly target?: number;
	/** The stages that a build of the target runs, ascending, the target included. */
	readonly reachable: readonly number[];
	/** Every use of an earlier stage by a later one, in file order, reachable or not. */
	readonly edges: readonly StageEdge[];
	/** Images that the target's build reads from a registry or the engine, one entry per use, in file order. */
	readonly externalImages: readonly ExternalImage[];
	/** `ADD` of a URL or a Git repository in a reachable stage. */
	readonly remoteSources: readonly RemoteSource[];
	/** True when the file asks for another front end (`# syntax=`), which needs a registry. */
	readonly usesSyntaxLine: boolean;
	/** ARG and ENV whose name looks like a credential. A hint, not a proof. */
	readonly secretsAsArgs: readonly SecretHint[];
	/** How the stages before the target feed it. */
	readonly multiStage: MultiStageFacts;
}

/** One located finding. */
export interface DockerfileProblem {
	readonly line: number;
	/** Last line of the instruction that it is about; equal to `line` for a one-line instruction. */
	readonly endLine: number;
	/** `error`: BuildKit refuses the file. `warning`: it builds, but hardly as meant. */
	readonly severity: 'error' | 'warning';
	readonly code: ProblemCode;
	/** One sentence that names the bad value. */
	readonly message: string;
	/** The next action, at best the corrected line. */
	readonly hint: string;
}

export interface Directive {
	readonly value: string;
	readonly line: number;
}

/** A build argument: its default in the file and the value that this build gives it. */
export interface BuildArgument {
	readonly name: string;
	/** Default as written, substitutions done; absent for `ARG NAME`. */
	readonly defaultValue?: string;
	/** `options.buildArgs` before the default; absent when neither gives one. */
	readonly value?: string;
	readonly line: number;
}

/** One `FROM` and what follows it. */
export interface Stage {
	readonly index: number;
	/** Lower case, as BuildKit keeps it; absent without `AS`. */
	readonly name?: string;
	/** Line of the `FROM`. */
	readonly line: number;
	/** Last line of the stage's last instruction. */
	readonly endLine: number;
	readonly base: StageBase;
	/** Value of `FROM --platform`, substitutions done. */
	readonly platform?: string;
	/** In order, the `FROM` itself not included. */
	readonly instructions: readonly Instruction[];
	/** COPY and ADD, in order. */
	readonly copies: readonly Copy[];
	/** `RUN --mount`, in order. */
	readonly mounts: readonly Mount[];
	/** ARG instructions inside the stage, with the value that applies there. */
	readonly args: readonly BuildArgument[];
	/** Effective USER at the end, taken over from an in-file base stage; absent when the base image decides. */
	readonly user?: LocatedValue;
	/** Effective WORKDIR at the end, absolute; absent when it depends on the base image. `/` on scratch. */
	readonly workdir?: string;
	/** Effective ENTRYPOINT at the end, in-file base stages included; absent when the base image decides. */
	readonly entrypoint?: CommandLine;
	/** Effective CMD, likewise. An ENTRYPOINT without a CMD of its own stage clears an inherited CMD. */
	readonly cmd?: CommandLine;
	/** `8080/tcp`, each once, in-file base stages included. */
	readonly exposed: readonly string[];
	/** ENV at the end, in-file base stages included, those of a base image not. */
	readonly env: Readonly<Record<string, string>>;
}

/** What a stage starts from. */
export interface StageBase {
	/** `unknown`: the reference cannot be resolved (empty after substitution, or not a valid reference). */
	readonly kind: 'image' | 'stage' | 'scratch' | 'unknown';
	/** The argument of FROM as written, variables not replaced. */
	readonly asWritten: string;
	/** With variables replaced: `golang:1.27`, `builder`, `scratch`. */
	readonly resolved: string;
	/** For `image`: the full normalised reference, e.g. `docker.io/library/golang:1.27`. */
	readonly reference?: string;
	/** For `image`: the parts of `reference`. */
	readonly parts?: Reference;
	/** For `image`: the tag as written or `latest` by default; absent with a digest alone. */
	readonly tag?: string;
	/** For `image`: `sha256:…` when the reference has a digest. */
	readonly digest?: string;
	/** For `image`: `digest`, `version` (any tag but latest), `latest` (written), `none` (no tag and no digest). */
	readonly pinned?: 'digest' | 'version' | 'latest' | 'none';
	/** For `stage`: which one. */
	readonly stageIndex?: number;
}

/** A value with the place that sets it. `stageIndex` tells an inherited value from an own one. */
export interface LocatedValue {
	readonly value: string;
	readonly line: number;
	readonly stageIndex: number;
}

/** ENTRYPOINT or CMD. */
export interface CommandLine {
	readonly form: 'exec' | 'shell';
	/** As in the image's configuration: the JSON array, or the shell and the text (`/bin/sh`, `-c`, `run me`). */
	readonly value: readonly string[];
	/** The arguments as written on the joined line. */
	readonly text: string;
	readonly line: number;
	readonly endLine: number;
	readonly stageIndex: number;
}

/** One instruction after continuation lines are joined and comments in them dropped. */
export interface Instruction {
	/** Upper case: `RUN`. An unknown word is kept (upper case) and reported as a problem. */
	readonly keyword: string;
	readonly line: number;
	readonly endLine: number;
	/** The joined line as BuildKit sees it, keyword included, variables not replaced, heredoc bodies not included. */
	readonly text: string;
	/** Words after the keyword and the flags: words of the JSON array or of the line; RUN, CMD: one text in shell form. */
	readonly args: readonly string[];
	/** True when the arguments are a JSON array of strings (exec form). */
	readonly json: boolean;
	/** `--name=value` in order; `value` is `''` for a bare `--link`. */
	readonly flags: readonly Flag[];
	readonly heredocs: readonly Heredoc[];
	/** For ONBUILD: the trigger. */
	readonly trigger?: Instruction;
}

export interface Flag {
	/** Without the dashes. */
	readonly name: string;
	readonly value: string;
	/** True without `=`: `--link`. */
	readonly bare: boolean;
}

export interface Heredoc {
	/** The delimiter: `EOF`. */
	readonly name: string;
	/** False when the delimiter is quoted: no variables inside. */
	readonly expand: boolean;
	/** `<<-`: leading tabs are dropped. */
	readonly chomp: boolean;
	readonly content: string;
	/** First line of the body. */
	readonly line: number;
	/** Line of the closing delimiter. */
	readonly endLine: number;
}

/** Where files come from: the build context, an earlier stage, an image, text in the file, or the network (ADD). */
export interface Copy {
	readonly keyword: 'COPY' | 'ADD';
	readonly line: number;
	readonly endLine: number;
	/** `heredoc`: all sources are heredocs. `remote`: all are URLs or Git repositories (ADD). `unknown`: `--from` is unusable. */
	readonly from: 'context' | 'stage' | 'image' | 'heredoc' | 'remote' | 'unknown';
	/** For `stage`. */
	readonly stageIndex?: number;
	/** For `image`: the normalised reference. */
	readonly reference?: string;
	/** Value of `--from` as written. */
	readonly fromAsWritten?: string;
	/** Variables replaced; heredocs by their names. */
	readonly sources: readonly string[];
	/** As written, variables replaced. */
	readonly destination: string;
	/** Absolute; absent when it is relative to a WORKDIR that the base image decides. A final `/` is kept. */
	readonly destinationPath?: string;
	readonly link: boolean;
	readonly chown?: string;
	readonly chmod?: string;
	/** Patterns of `--exclude`. */
	readonly excludes: readonly string[];
}

/** One `RUN --mount=…`. */
export interface Mount {
	readonly line: number;
	readonly endLine: number;
	readonly type: 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh' | 'unknown';
	/** Where a bind or cache mount reads; `none` for tmpfs, secret, ssh and a cache without `from`. */
	readonly from: 'context' | 'stage' | 'image' | 'none' | 'unknown';
	readonly stageIndex?: number;
	readonly reference?: string;
	readonly fromAsWritten?: string;
	readonly source?: string;
	readonly target?: string;
	readonly id?: string;
	readonly readOnly: boolean;
}

/** Stage `from` is used by stage `to`. */
export interface StageEdge {
	readonly from: number;
	readonly to: number;
	readonly kind: 'base' | 'copy' | 'mount';
	readonly line: number;
	/** Sources of the copy or of the mount; empty for `base`. */
	readonly paths: readonly string[];
}

export interface ExternalImage {
	/** Normalised: `docker.io/library/golang:1.27`. */
	readonly reference: string;
	/** With variables replaced, as the file has it otherwise: `golang:1.27`. */
	readonly resolved: string;
	readonly use: 'base' | 'copy' | 'mount';
	readonly line: number;
	readonly stageIndex: number;
}

export interface RemoteSource {
	readonly kind: 'http' | 'git';
	readonly url: string;
	readonly line: number;
	readonly stageIndex: number;
}

export interface SecretHint {
	readonly keyword: 'ARG' | 'ENV';
	readonly name: string;
	readonly line: number;
	/** True when the file itself holds a value that is not empty. */
	readonly hasValue: boolean;
}

/** How earlier stages feed the target. */
export interface MultiStageFacts {
	/**
	 * True when files cross by COPY --from from another stage into the target or into one of its in-file bases. A copy
	 * from a stage whose layers the target has anyway does not count.
	 */
	readonly copiesFromStage: boolean;
	/** True when a `RUN --mount=type=bind` of such a stage reads another stage; what the RUN makes of it is not known. */
	readonly mountsFromStage: boolean;
	/** The uses meant above, stage by stage in file order. */
	readonly crossings: readonly Crossing[];
	/** Stages whose layers are in the final image: the target and its in-file bases, from the target down. */
	readonly chain: readonly number[];
	/**
	 * Why several stages bring nothing; absent when files cross, or with one stage. `copies-nothing`: none of the other
	 * stages feeds the target. `builds-on-builder`: the target stands on another stage and so keeps all of its layers.
	 */
	readonly decorative?: 'copies-nothing' | 'builds-on-builder';
}

/** Files of one stage that another reads. */
export interface Crossing {
	readonly kind: 'copy' | 'mount';
	readonly line: number;
	readonly endLine: number;
	readonly fromStage: number;
	readonly toStage: number;
	readonly paths: readonly string[];
	readonly destination: string;
}
