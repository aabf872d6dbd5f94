/**
 * Image references as github.com/distribution/reference (v0.6) reads them: familiar names, default tag, digests. The
 * engine and the analysis of archives, which may not import this module, split the names that they are given and check nothing.
 */

/** One image reference in all its parts. */
export interface Reference {
	/** Registry host with its port: `docker.io`, `gcr.io`, `localhost:5000`. */
	readonly registry: string;
	/** Path in the registry: `library/golang`, `distroless/static-debian13`. */
	readonly repository: string;
	/** As written, or `latest` when neither a tag nor a digest is written. */
	readonly tag?: string;
	/** `sha256:…`. */
	readonly digest?: string;
	/** True when `tag` is the default and not written. */
	readonly tagIsDefault: boolean;
	/** The whole normalised reference: `docker.io/library/golang:1.27`. Two texts mean the same image when this is equal. */
	readonly text: string;
	/** The short form that people write: `golang:1.27`. */
	readonly familiar: string;
}

/** A reference, or one sentence that says why the text is none. */
export type ReferenceResult =
	| { readonly ok: true; readonly reference: Reference }
	| { readonly ok: false; readonly problem: string };

const defaultRegistry = 'docker.io';
const legacyRegistry = 'index.docker.io';
const officialPrefix = 'library/';

/** Characters of a repository path: the limit of distribution/reference (RepositoryNameTotalLengthMax). */
const maxRepositoryLength = 255;

const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const registryPattern = new RegExp(
	`^(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`,
);
const componentPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
/** The algorithms that image-spec knows, with the number of hexadecimal digits. */
const digestLengths: ReadonlyMap<string, number> = new Map([
	['sha256', 64],
	['sha384', 96],
	['sha512', 128],
]);

/**
 * Reads an image reference: `golang:1.27` gives `docker.io/library/golang:1.27`, `golang` gives the tag `latest`.
 * Never throws; the problem names the bad part.
 */
export function normaliseReference(text: string): ReferenceResult {
	if (text === '') return bad('The image reference is empty.');
	if (/^[a-f0-9]{64}$/.test(text)) return bad(`"${text}" is an image id, not a name.`);
	const { registry, remainder } = splitRegistry(text);
	const at = remainder.indexOf('@');
	const digest = at === -1 ? undefined : remainder.slice(at + 1);
	const named = at === -1 ? remainder : remainder.slice(0, at);
	const colon = named.indexOf(':');
	const repository = colon === -1 ? named : named.slice(0, colon);
	const writtenTag = colon === -1 ? undefined : named.slice(colon + 1);
	const problem =
		checkRegistry(registry) ?? checkRepository(repository, text) ?? checkTag(writtenTag) ?? checkDigest(digest);
	if (problem !== undefined) return bad(problem);
	return { ok: true, reference: makeReference(registry, repository, writtenTag, digest) };
}

/** The registry is what stands before the first `/` and looks like a host; else everything is a path on Docker Hub. */
export function splitRegistry(text: string): { readonly registry: string; readonly remainder: string } {
	const slash = text.indexOf('/');
	const first = slash === -1 ? '' : text.slice(0, slash);
	const isHost = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
	const written = slash !== -1 && isHost ? first : defaultRegistry;
	const registry = written === legacyRegistry ? defaultRegistry : written;
	const remainder = slash !== -1 && isHost ? text.slice(slash + 1) : text;
	const official = registry === defaultRegistry && !remainder.includes('/');
	return { registry, remainder: official ? officialPrefix + remainder : remainder };
}

function makeReference(registry: string, repository: string, writtenTag?: string, digest?: string): Reference {
	const tag = writtenTag ?? (digest === undefined ? 'latest' : undefined);
	const suffix = (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
	const official = registry === defaultRegistry && /^library\/[^/]+$/.test(repository);
	const short = official ? repository.slice(officialPrefix.length) : repository;
	return {
		registry,
		repository,
		...(tag === undefined ? {} : { tag }),
		...(digest === undefined ? {} : { digest }),
		tagIsDefault: tag !== undefined && writtenTag === undefined,
		text: `${registry}/${repository}${suffix}`,
		familiar: `${registry === defaultRegistry ? short : `${registry}/${repository}`}${suffix}`,
	};
}

function bad(problem: string): ReferenceResult {
	return { ok: false, problem };
}

function checkRegistry(registry: string): string | undefined {
	return registryPattern.test(registry) ? undefined : `"${registry}" is not a registry host.`;
}

function checkRepository(repository: string, text: string): string | undefined {
	if (repository === '' || repository === officialPrefix) return `"${text}" has no image name.`;
	const shown = repository.startsWith(officialPrefix) ? repository.slice(officialPrefix.length) : repository;
	if (repository.toLowerCase() !== repository) return `The image name "${shown}" must be in lower case.`;
	if (repository.length > maxRepositoryLength)
		return `The image name is longer than ${maxRepositoryLength} characters.`;
	return repository.split('/').every((part) => componentPattern.test(part))
		? undefined
		: `"${shown}" is not an image name.`;
}

function checkTag(tag: string | undefined): string | undefined {
	if (tag === '') return 'The tag after the colon is empty.';
	return tag === undefined || tagPattern.test(tag) ? undefined : `"${tag}" is not a tag.`;
}

function checkDigest(digest: string | undefined): string | undefined {
	if (digest === undefined) return undefined;
	const colon = digest.indexOf(':');
	const length = digestLengths.get(digest.slice(0, colon));
	const hex = digest.slice(colon + 1);
	return length !== undefined && hex.length === length && /^[a-f0-9]+$/.test(hex)
		? undefined
		: `"${digest}" is not a digest.`;
}
