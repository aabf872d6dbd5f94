import { access, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Variables } from './candidates.ts';

/** What decides whether an engine can be started on this machine. */
export interface HostFacts {
	/** As in `process.platform`. */
	readonly platform: string;
	readonly isRoot: boolean;
	/** Name of the distribution for people, e.g. `Debian GNU/Linux 12 (bookworm)`. */
	readonly system: string;
	/** Debian or Ubuntu, or made from them. */
	readonly isDebianLike: boolean;
	/** Whether this process may make namespaces, mounts and networks: root in a container often may not. */
	readonly mayMakeNamespaces: boolean;
	/** Programs and devices of the host that are needed and not there. */
	readonly missing: readonly string[];
}

const programs = ['unshare', 'nsenter', 'pivot_root', 'setpriv', 'flock', 'mount', 'mkfifo', 'apt-get'] as const;

/** Bits of CapEff in /proc/self/status (capabilities(7)): CAP_NET_ADMIN and CAP_SYS_ADMIN. */
const neededCapabilities = (1n << 12n) | (1n << 21n);

async function isThere(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}

async function isOnPath(program: string, path: string): Promise<boolean> {
	for (const folder of path.split(delimiter)) {
		if (await isThere(join(folder, program))) return true;
	}
	return false;
}

async function missingOn(path: string): Promise<readonly string[]> {
	const missing: string[] = [];
	for (const program of programs) {
		if (!(await isOnPath(program, path))) missing.push(program);
	}
	if (!(await isThere('/dev/net/tun'))) missing.push('/dev/net/tun');
	return missing;
}

/** Fields of a text of /etc/os-release (os-release(5)). */
export function osRelease(text: string): ReadonlyMap<string, string> {
	return new Map(
		text
			.split('\n')
			.map((line) => /^([A-Z_]+)=(?:"(.*)"|(.*))$/.exec(line))
			.filter((match) => match !== null)
			.map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']),
	);
}

/** Whether a text of /proc/self/status shows the capabilities that an engine needs. */
export function hasEngineCapabilities(status: string): boolean {
	const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
	return (BigInt(`0x${effective}`) & neededCapabilities) === neededCapabilities;
}

async function textOf(path: string): Promise<string> {
	return await readFile(path, 'utf8').catch(() => '');
}

/** Looks at this machine. */
export async function hostFacts(env: Variables): Promise<HostFacts> {
	const release = osRelease(await textOf('/etc/os-release'));
	const kinds = [release.get('ID') ?? '', ...(release.get('ID_LIKE') ?? '').split(' ')];
	return {
		platform: process.platform,
		isRoot: process.getuid?.() === 0,
		system: release.get('PRETTY_NAME') ?? process.platform,
		isDebianLike: kinds.includes('debian') || kinds.includes('ubuntu'),
		mayMakeNamespaces: hasEngineCapabilities(await textOf('/proc/self/status')),
		missing: process.platform === 'linux' ? await missingOn(env['PATH'] ?? '') : [],
	};
}
