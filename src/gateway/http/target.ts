import { badRequest, Refusal } from './refusal.ts';

/** What a request asks for, taken apart. */
export interface Target {
	/** API version such as `1.45`; undefined when the path names none. */
	readonly version?: string;
	/** Path without the version, e.g. `/containers/json`. */
	readonly path: string;
	readonly query: Readonly<Record<string, string | readonly string[]>>;
}

/** Characters of a target. The longest real one holds a path of a container's file system (4096) and filters. */
const targetLength = 12_000;
/** Parameters of a query. `docker save` names each image in one of its own. */
const parameterCount = 200;

/** Paths hold names and ids: nothing of them is ever written with `%`, and no part is empty or goes up. */
const pathForm = /^(?:\/[\w.:@~+-]+)+$/;
const versionForm = /^\/v(\d{1,2}\.\d{1,3})(\/.*)$/;

/**
 * Takes the target of a request apart.
 *
 * @throws Refusal 400 for one that no docker command sends: absolute form, `%` or `..` in the path, empty parts.
 */
export function parseTarget(target: string): Target {
	if (target.length > targetLength) throw new Refusal('The request is too long.', 414);
	const mark = target.indexOf('?');
	const whole = mark === -1 ? target : target.slice(0, mark);
	if (!pathForm.test(whole) || whole.split('/').some((part) => part === '.' || part === '..'))
		throw badRequest('The path of the request is none of the Docker API.');
	const query = parseQuery(mark === -1 ? '' : target.slice(mark + 1));
	const [, version, path] = versionForm.exec(whole) ?? [];
	return version !== undefined && path !== undefined ? { version, path, query } : { path: whole, query };
}

function parseQuery(text: string): Target['query'] {
	const parameters = new URLSearchParams(text);
	if (parameters.size > parameterCount) throw badRequest('The request has too many parameters.');
	const found = new Map<string, string | string[]>();
	for (const name of new Set(parameters.keys())) {
		const [first = '', ...more] = parameters.getAll(name);
		found.set(name, more.length === 0 ? first : [first, ...more]);
	}
	return Object.fromEntries(found);
}

/** Oldest API version that is spoken: Docker 20.10. */
const oldestApi = '1.41';

/**
 * The API version that a request is answered in.
 *
 * @throws Refusal 400, in the engine's words, which the docker command knows.
 */
export function apiVersion(asked: string | undefined, newest: string): string {
	if (asked === undefined) return newest;
	if (order(asked) > order(newest))
		throw badRequest(`client version ${asked} is too new. Maximum supported API version is ${newest}`);
	if (order(asked) < order(oldestApi))
		throw badRequest(
			`client version ${asked} is too old. Minimum supported API version is ${oldestApi}, please upgrade your client to a newer version`,
		);
	return asked;
}

function order(version: string): number {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major * 1000 + minor;
}
