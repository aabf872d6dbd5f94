import { createHash } from 'node:crypto';

/** First of the user ids that the engine's containers run as; above all ranges that distributions hand out by default. */
const firstRemappedId = 1_900_000_000;
/** A whole range of 16-bit ids, as images expect. */
const remappedIds = 65_536;
/** Below Debian's ids for dynamic users, and not given to any package. */
const remapUserId = 91;

/** What the engine's root folder is made of: Debian 13 with the engine, its client, and what its network needs. */
export const rootRecipe = {
	suite: 'trixie',
	packages: [
		...['docker.io', 'docker-cli', 'docker-buildx', 'ca-certificates', 'mount', 'procps'],
		...['iptables', 'iproute2', 'slirp4netns'],
		// A whole small image for tests and helpers, in one file.
		'busybox-static',
	],
	options: [
		'--mode=root',
		'--variant=apt',
		'--aptopt=Acquire::Languages "none"',
		'--aptopt=APT::Install-Recommends "false"',
		// The folder is made anew when the machine fails on the way, so nothing is gained by waiting for the disk.
		'--dpkgopt=force-unsafe-io',
		...['doc', 'man', 'locale', 'info'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
	],
	/** Where the data root is mounted: the package makes it only when its daemon runs. */
	folders: ['var/lib/docker'],
	/** Text added to the end of files of the root folder. */
	additions: {
		'etc/passwd': `dockremap:x:${remapUserId}:${remapUserId}::/nonexistent:/usr/sbin/nologin\n`,
		'etc/group': `dockremap:x:${remapUserId}:\n`,
		'etc/subuid': `dockremap:${firstRemappedId}:${remappedIds}\n`,
		'etc/subgid': `dockremap:${firstRemappedId}:${remappedIds}\n`,
	},
	/** Files of the root folder that mmdebstrap took from this host. */
	files: {
		'etc/resolv.conf': 'nameserver 10.0.2.3\n',
		'etc/hostname': 'stagecraft\n',
		'etc/hosts': '127.0.0.1 localhost stagecraft\n',
	},
} as const;

/** Names the root folder that this recipe gives. */
export function recipeHash(recipe: unknown = rootRecipe): string {
	return createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
}
