import { isOwnLabel } from '#engine/labels.ts';
import { refuseCacheOption } from './cache-options.ts';
import { hostsOption, networkOption, platformOption, shmOption, ulimitOption } from './option-values.ts';
import { malformed, refused } from './refusal.ts';
import type { Strings } from './solve-messages.ts';

/** What every build of a session gets, whatever its learner asks for. */
export interface ForcedOptions {
	/** e.g. `linux/amd64`. */
	readonly platform: string;
	/** Largest single file that a step may write. */
	readonly fileBytes: number;
	readonly memoryBytes: number;
	/** Names the session's cache mounts, and its steps in the cache. No secret. */
	readonly scope: string;
	readonly labels: Strings;
	readonly cgroupParent?: string;
}

/** How a given option is passed on: its value, or undefined to leave it out. Throws GrpcError to refuse it. */
type Rule = (value: string, forced: ForcedOptions) => string | undefined;

const asGiven: Rule = (value) => value;
const leftOut: Rule = () => undefined;

function no(sentence: string): Rule {
	return () => {
		throw refused(sentence);
	};
}

const remote = no(
	'A build context from standard input, from Git or from the web is not offered here. Put the files into a folder and build that: docker build .',
);
const otherFrontend = no('Only the engine’s own Dockerfile front end is offered here. Leave the option out.');

/** https://github.com/moby/buildkit/blob/v0.13.2/frontend/dockerui/config.go and context.go beside it. */
const rules: Readonly<Record<string, Rule>> = {
	'add-hosts': hostsOption,
	'cache-from': refuseCacheOption,
	'cache-imports': refuseCacheOption,
	'cgroup-parent': no(
		'--cgroup-parent is not offered here: the builds of a session have a control group of their own.',
	),
	// Its presence keeps the front end from running the image that a "# syntax=" line names; the value is ours.
	cmdline: leftOut,
	context: remote,
	contextkey: contextName,
	contextsubdir: remote,
	// The command's name for the folder of the Dockerfile, which is fetched from there. The engine gets it from us.
	dockerfilekey: (value) => {
		folderName(value);
		return undefined;
	},
	filename: fileName,
	'force-network-mode': networkOption,
	// What the asking side can do. The built-in front end needs none of it.
	'frontend.caps': leftOut,
	hostname: no('Another host name for the steps of a build is not offered here.'),
	'image-resolve-mode': (value) =>
		value === 'pull'
			? no('--pull is not offered here: the bases of the course are used as they are.')(value, noForce)
			: undefined,
	'multi-platform': (value) =>
		/^(?:0|f|false)$/i.test(value) || value === ''
			? undefined
			: no('A build for several platforms is not offered here. Leave --platform out.')(value, noForce),
	'no-cache': asGiven,
	platform: platformOption,
	requestid: requestId,
	'shm-size': shmOption,
	source: otherFrontend,
	syntax: otherFrontend,
	target: asGiven,
	ulimit: ulimitOption,
};

/** For rules that do not look at it. */
const noForce: ForcedOptions = { platform: '', fileBytes: 0, memoryBytes: 0, scope: '', labels: {} };

/** Questions about a Dockerfile that `docker build --call` (older: `--print`) may ask. */
const questions: ReadonlySet<string> = new Set([
	'frontend.lint',
	'frontend.outline',
	'frontend.subrequests.describe',
	'frontend.targets',
]);

function requestId(value: string): string {
	if (!questions.has(value)) throw refused(`The question "${value}" about a Dockerfile is not offered here.`);
	return value;
}

/** A folder that the docker command offers. The one of the Dockerfile is served by us, under the usual name. */
function folderName(value: string): string {
	if (!/^[\w.:-]{1,128}$/.test(value)) throw malformed(`"${value}" is not the name of a folder of a build.`);
	return value;
}

function contextName(value: string): string {
	if (folderName(value) === 'dockerfile')
		throw malformed('The build context and the Dockerfile need names of their own.');
	return value;
}

function fileName(value: string): string {
	if (!/^[^/\0]{1,255}$/.test(value) || value === '.' || value === '..') {
		throw malformed(`"${value}" is not the name of a Dockerfile in its folder.`);
	}
	return value;
}

/** Options that are a family, by what stands before the colon. */
const families: Readonly<Record<string, (name: string, value: string) => boolean>> = {
	'build-arg': isBuildArgument,
	label: (name) => !isOwnLabel(name),
	context: isNamedContext,
	attest: isAttestation,
	// Where the sources come from, for an attestation.
	vcs: () => false,
};

/** BuildKit's own settings come as build arguments too. True: passed on. */
function isBuildArgument(name: string): boolean {
	if (!/^buildkit_/i.test(name)) return true;
	// The first tells what to keep of a Git context; the second becomes a cache option that is looked at elsewhere.
	if (name === 'BUILDKIT_CONTEXT_KEEP_GIT_DIR' || name === 'BUILDKIT_INLINE_CACHE') return false;
	if (name === 'BUILDKIT_DOCKERFILE_CHECK') return true;
	throw refused(`--build-arg ${name} is not offered here: the course sets it itself. Leave it out.`);
}

function isNamedContext(name: string, value: string): boolean {
	const local = /^local:(.+)$/.exec(value)?.[1];
	// The two folders of every build have these names.
	if (local !== undefined && local !== 'context' && local !== 'dockerfile') return true;
	// The source policy says which images may be used.
	if (value.startsWith('docker-image://')) return true;
	throw refused(
		`--build-context ${name}=${value} is not offered here. It may name a folder, or docker-image:// and an image of this session.`,
	);
}

function isAttestation(name: string, value: string): boolean {
	// The store of a classic engine keeps none, and the docker command asks for provenance by itself.
	if (name === 'provenance' || /(?:^|,)disabled=true(?:,|$)/.test(value)) return false;
	throw refused(`--attest type=${name} is not offered here: it would run a scanner from a registry. Leave it out.`);
}

/**
 * Options of the Dockerfile front end for a learner's build: those that are known and harmless, and ours.
 *
 * @throws GrpcError with a sentence for the learner, for everything else.
 */
export function frontendOptions(given: Strings, forced: ForcedOptions): Strings {
	const options = Object.entries(given).flatMap(([key, value]) => option(key, value, forced));
	const { scope, cgroupParent, fileBytes } = forced;
	return {
		ulimit: `fsize=${fileBytes}:${fileBytes}`,
		...Object.fromEntries(options),
		...Object.fromEntries(Object.entries(forced.labels).map(([name, value]) => [`label:${name}`, value])),
		cmdline: 'dockerfile.v0',
		// An image that is here is used as it is; a registry is asked only for one that is not.
		'image-resolve-mode': 'local',
		hostname: hostName(scope),
		'build-arg:BUILDKIT_CACHE_MOUNT_NS': scope,
		...(cgroupParent !== undefined && { 'cgroup-parent': cgroupParent }),
	};
}

/**
 * Host name of a step. BuildKit counts it as a part of what a step is, as it does the control group; so the steps of two
 * sessions are apart in the cache on engines without a control group of ours, too.
 */
function hostName(scope: string): string {
	return `build-${scope.slice(0, 12)}`;
}

function option(key: string, value: string, forced: ForcedOptions): [string, string][] {
	const colon = key.indexOf(':');
	const family = colon < 0 ? undefined : key.slice(0, colon);
	if (family !== undefined && Object.hasOwn(families, family)) {
		return families[family]?.(key.slice(colon + 1), value) ? [[key, value]] : [];
	}
	if (!Object.hasOwn(rules, key)) throw refused(`The build option "${key}" is not offered here. Leave it out.`);
	const passed = rules[key]?.(value, forced);
	return passed === undefined ? [] : [[key, passed]];
}
