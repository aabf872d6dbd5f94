import { fullName, imageNameText, parseImageName } from './image-name.ts';

/** What the engine's objects of one session are called, and what the learner calls them. Pure. */
export class SessionNames {
	/** First part of every engine-side name, e.g. `stagecraft-k3v9…`. */
	readonly prefix: string;
	readonly #inText: RegExp;

	constructor(prefix: string) {
		this.prefix = prefix;
		// What stands before decides what is put in its place: `docker.io/` belongs to an image, a dash to a container.
		this.#inText = new RegExp(`(docker\\.io/)?${prefix}(?:/([a-z0-9][a-z0-9._/-]*)|(\\.network)|-|\\b)`, 'g');
	}

	/** Engine-side name of the session's network. The learner knows it as `bridge`. */
	get network(): string {
		return `${this.prefix}.network`;
	}

	/** `my-app` → `<prefix>/my-app:latest`; undefined when it is no image name. */
	imageIn(reference: string): string | undefined {
		const name = parseImageName(reference);
		if (name === undefined) return undefined;
		return imageNameText({ ...name, repository: `${this.prefix}/${withoutPort(name.repository)}` });
	}

	/** `<prefix>/my-app:latest` → `my-app:latest`; undefined when the name is not of this session. */
	imageOut(reference: string): string | undefined {
		const short = reference.replace(/^docker\.io\//, '');
		return short.startsWith(`${this.prefix}/`) ? withPort(short.slice(this.prefix.length + 1)) : undefined;
	}

	/** `web` → `<prefix>-web`. */
	containerIn(name: string): string {
		return `${this.prefix}-${name}`;
	}

	/** `<prefix>-web` → `web`, with or without the slash in front; undefined when it is not of this session. */
	containerOut(name: string): string | undefined {
		const bare = name.replace(/^\//, '');
		return bare.startsWith(`${this.prefix}-`) ? bare.slice(this.prefix.length + 1) : undefined;
	}

	/** A message of the engine with the learner's names in it. */
	text(message: string): string {
		return message.replace(this.#inText, (_, domain?: string, image?: string, network?: string) => {
			if (image !== undefined) return domain === undefined ? withPort(image) : fullName(withPort(image));
			return network === undefined ? '' : 'bridge';
		});
	}
}

/**
 * A port cannot stand inside a repository, so `localhost:5000/x` becomes `localhost.p_5000/x`. No name that a learner may
 * write looks like this: a part with a dot before a slash is a host, and a host has no underscore.
 */
function withoutPort(repository: string): string {
	return repository.replace(/^([^/:]+):(\d+)\//, '$1.p_$2/');
}

function withPort(reference: string): string {
	return reference.replace(/^([^/:]+)\.p_(\d+)\//, '$1:$2/');
}
