/** The instructions of a Dockerfile and the flags that each takes. */

/** `since`: not in the front end of engine 26; the release of docker/dockerfile that brought it. */
export interface FlagRule {
	readonly kind: 'text' | 'switch' | 'list';
	readonly since?: string;
}

const text: FlagRule = { kind: 'text' };
const toggle: FlagRule = { kind: 'switch' };

/** Instructions by upper-case keyword, each with its flags by name. */
export const keywords: Readonly<Record<string, Readonly<Record<string, FlagRule>>>> = {
	ADD: {
		chown: text,
		chmod: text,
		link: toggle,
		checksum: text,
		'keep-git-dir': toggle,
		exclude: { kind: 'list', since: '1.19' },
		unpack: { kind: 'switch', since: '1.17' },
	},
	ARG: {},
	CMD: {},
	COPY: {
		from: text,
		chown: text,
		chmod: text,
		link: toggle,
		exclude: { kind: 'list', since: '1.19' },
		parents: { kind: 'switch', since: '1.20' },
	},
	ENTRYPOINT: {},
	ENV: {},
	EXPOSE: {},
	FROM: { platform: text },
	HEALTHCHECK: { interval: text, timeout: text, 'start-period': text, 'start-interval': text, retries: text },
	LABEL: {},
	MAINTAINER: {},
	ONBUILD: {},
	RUN: {
		mount: { kind: 'list' },
		network: text,
		security: { kind: 'text', since: '1.20' },
		device: { kind: 'list', since: '1.14' },
	},
	SHELL: {},
	STOPSIGNAL: {},
	USER: {},
	VOLUME: {},
	WORKDIR: {},
};

export function isKeyword(word: string): boolean {
	return Object.hasOwn(keywords, word);
}
