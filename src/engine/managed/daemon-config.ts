/** Build cache that is kept: a few labs' worth; bases are images and do not count. */
const buildCacheLimit = '6GB';
/** Log of one container; a learner's program may write without end. */
const containerLogLimit = '4m';
/** Seconds for containers to end by themselves when the engine stops; nothing in them is worth more. */
const shutdownSeconds = 3;

/** What daemon.json depends on. */
export interface DaemonSettings {
	/** Cgroup below which the engine puts containers and build steps, e.g. `/stagecraft-0123456789ab`. */
	readonly cgroupParent: string;
	/** Whether the kernel has user namespaces. */
	readonly remapUsers: boolean;
}

/**
 * The daemon.json of the managed engine (https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file).
 * Paths are those of its own mount namespace.
 */
export function daemonConfig({ cgroupParent, remapUsers }: DaemonSettings): object {
	return {
		'data-root': '/var/lib/docker',
		'exec-root': '/run/docker',
		pidfile: '/run/docker.pid',
		hosts: ['unix:///run/host/docker.sock'],
		// The name of the group would be looked up in the root folder and mean another group on the host.
		group: 'root',
		...(remapUsers && { 'userns-remap': 'dockremap' }),
		// The limits of build steps are cgroups that we make ourselves: no systemd between.
		'exec-opts': ['native.cgroupdriver=cgroupfs'],
		'cgroup-parent': cgroupParent,
		// The networks exist only inside the engine's namespace. Small ones, for many sessions.
		'default-address-pools': [{ base: '172.30.0.0/16', size: 28 }],
		// All builds share the default bridge, so it is a larger one.
		bip: '172.29.0.1/20',
		// The resolver of slirp4netns, which asks the host's.
		dns: ['10.0.2.3'],
		builder: {
			gc: { enabled: true, defaultKeepStorage: buildCacheLimit },
			entitlements: { 'network-host': false, 'security-insecure': false },
		},
		'log-driver': 'json-file',
		'log-opts': { 'max-size': containerLogLimit, 'max-file': '1' },
		// The course measures what the classic store measures.
		features: { buildkit: true, 'containerd-snapshotter': false },
		// Containers end with the engine: nothing may be left when we are gone.
		'live-restore': false,
		'shutdown-timeout': shutdownSeconds,
		'log-level': 'warn',
	};
}
