/**
 * Image names as the docker command and the engine write them (https://pkg.go.dev/github.com/distribution/reference),
 * in the short form: `golang:1.27`, `me/app:1`, `localhost:5000/app:latest`.
 */
import { isRegistry, splitRegistry } from '#engine/client/reference.ts';

/** A name taken apart. With neither a tag nor a digest written the tag is `latest`. */
export interface ImageName {
	/** Without `docker.io/` and `library/`: `golang`, `me/app`, `gcr.io/distroless/static-debian13`. */
	readonly repository: string;
	readonly tag?: string;
	/** `sha256:…`. */
	readonly digest?: string;
}

/** Characters of a repository: the engine allows 255, of which our prefix takes some. */
const repositoryLength = 200;

const component = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const host = /^(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])(?:\.(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9]))*(?::[0-9]{1,5})?$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestForm = /^sha256:[a-f0-9]{64}$/;

/** Takes a name apart; undefined when it is none. */
export function parseImageName(text: string): ImageName | undefined {
	const at = text.indexOf('@');
	const digest = at === -1 ? undefined : text.slice(at + 1);
	const named = at === -1 ? text : text.slice(0, at);
	const colon = named.lastIndexOf(':');
	const hasTag = colon > named.lastIndexOf('/');
	const written = hasTag ? named.slice(colon + 1) : undefined;
	const repository = shortRepository(hasTag ? named.slice(0, colon) : named);
	if (digest !== undefined && !digestForm.test(digest)) return undefined;
	if (written !== undefined && !tagForm.test(written)) return undefined;
	if (!isRepository(repository)) return undefined;
	const tag = written ?? (digest === undefined ? 'latest' : undefined);
	return { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The name as people write it, with its tag. */
export function imageNameText({ repository, tag, digest }: ImageName): string {
	return repository + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

/** The whole name of an image in the short form, as BuildKit writes it: `docker.io/library/golang:1.27`. */
export function fullName(short: string): string {
	const { registry, path } = splitRegistry(short);
	return `${registry}/${path}`;
}

function shortRepository(repository: string): string {
	const path = repository.replace(/^(?:index\.)?docker\.io\//, '');
	return /^library\/[^/]+$/.test(path) ? path.slice('library/'.length) : path;
}

function isRepository(repository: string): boolean {
	if (repository.length > repositoryLength) return false;
	const [first = '', ...rest] = repository.split('/');
	const withRegistry = rest.length > 0 && isRegistry(first);
	if (withRegistry && !host.test(first)) return false;
	return (withRegistry ? rest : [first, ...rest]).every((part) => component.test(part));
}
