import type { ForcedOptions } from './frontend-options.ts';
import { malformed, refused } from './refusal.ts';

/** Limits of a step that a learner may set: none of them gives it more than the session has. */
const limitNames: ReadonlySet<string> = new Set(['core', 'cpu', 'data', 'nofile', 'nproc', 'stack']);

/** `--add-host`: lines of /etc/hosts in the steps, `name=address` with commas between. */
export function hostsOption(value: string): string {
	if (!value.split(',').every((host) => /^[\w.-]{1,253}=[0-9a-f.:]{2,45}$/i.test(host))) {
		throw refused(`--add-host ${value} is not offered here: write a name and an address, as in --add-host db:10.0.0.5`);
	}
	return value;
}

/** `--network`: none, or what is there anyway. */
export function networkOption(value: string): string | undefined {
	if (value === 'none') return value;
	if (value === '' || value === 'default' || value === 'bridge' || value === 'sandbox') return undefined;
	throw refused(`--network ${value} is not offered here. Leave it out, or write --network none.`);
}

/** `--platform`: the one that the engine has. */
export function platformOption(value: string, { platform }: Pick<ForcedOptions, 'platform'>): string | undefined {
	if (value === '' || value === platform) return undefined;
	throw refused(`--platform ${value} is not offered here: the bases of this course are for ${platform}. Leave it out.`);
}

/** `--shm-size`, in bytes: it counts as memory of the steps. */
export function shmOption(value: string, { memoryBytes }: Pick<ForcedOptions, 'memoryBytes'>): string {
	if (!/^\d{1,15}$/.test(value)) throw malformed(`--shm-size ${value} is not a number of bytes.`);
	if (Number(value) > memoryBytes) {
		throw refused(`--shm-size ${value} is more than the ${memoryBytes} bytes of memory that a build has here.`);
	}
	return value;
}

/** `--ulimit`: `name=soft:hard` with commas between; ours for the size of files is added. */
export function ulimitOption(value: string, { fileBytes }: Pick<ForcedOptions, 'fileBytes'>): string {
	const limits = value.split(',').filter((limit) => limit !== '');
	for (const limit of limits) {
		const name = /^([a-z]+)=\d{1,15}(?::\d{1,15})?$/.exec(limit)?.[1];
		if (name === undefined || !limitNames.has(name)) {
			throw refused(`--ulimit ${limit} is not offered here. These are: ${[...limitNames].join(', ')}.`);
		}
	}
	return [...limits, `fsize=${fileBytes}:${fileBytes}`].join(',');
}
