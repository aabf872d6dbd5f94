/** What is in force at one point of a stage. */
import type { BuildArgument, CommandLine, LocatedValue } from './analysis.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** Grows instruction by instruction; a stage built on another starts from a copy of its end. */
export interface StageState {
	/** ENV and ARG: what variables become. */
	readonly scope: Map<string, string>;
	/** ENV alone, as in the image. */
	readonly env: Map<string, string>;
	readonly args: BuildArgument[];
	readonly exposed: Set<string>;
	/** ONBUILD triggers that a stage built on this one runs first. */
	readonly triggers: RawInstruction[];
	/** True when an image of unknown configuration lies below, which may set what the file does not. */
	readonly onImage: boolean;
	shell: readonly string[] | undefined;
	workdir: string | undefined;
	user: LocatedValue | undefined;
	entrypoint: CommandLine | undefined;
	cmd: CommandLine | undefined;
	/** Whether the stage has set CMD itself, so that a later ENTRYPOINT leaves it alone. */
	cmdSet: boolean;
}

/** PATH of an image that sets none (BuildKit: system.DefaultPathEnv). */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Variables kept of one stage. Images have some dozens; every stage built on another copies them. */
const maxVariables = 1000;

/** Sets a variable; new ones past the limit are dropped. */
export function setVariable(variables: Map<string, string>, name: string, value: string): void {
	if (variables.has(name) || variables.size < maxVariables) variables.set(name, value);
}

/** The start of a stage on an image (`onImage`) or on nothing. */
export function emptyState(onImage: boolean): StageState {
	return {
		scope: new Map(onImage ? [] : [['PATH', defaultPath]]),
		env: new Map(),
		args: [],
		exposed: new Set(),
		triggers: [],
		onImage,
		shell: onImage ? undefined : ['/bin/sh', '-c'],
		workdir: onImage ? undefined : '/',
		user: undefined,
		entrypoint: undefined,
		cmd: undefined,
		cmdSet: false,
	};
}

/** The start of a stage on the end of another. ARG values go along (only their list starts anew), triggers do not. */
export function inheritState(base: StageState): StageState {
	return {
		...base,
		scope: new Map(base.scope),
		env: new Map(base.env),
		args: [],
		exposed: new Set(base.exposed),
		triggers: [],
		cmdSet: false,
	};
}
