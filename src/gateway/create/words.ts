import type { FieldWords } from '../http/fields.ts';

/** What a refused field of a container's configuration is called, so that the learner knows which option it was. */
export const configWords: FieldWords = {
	Volumes: 'volumes (-v): put files into the image with COPY, or into the container with docker cp',
	MacAddress: '--mac-address',
	OnBuild: 'the field OnBuild',
	NetworkDisabled: 'the field NetworkDisabled; use --network none',
};

/** The same for the part that is about the host. */
export const hostWords: FieldWords = {
	Privileged: '--privileged',
	Binds: 'bind mounts (-v): put files into the image with COPY, or into the container with docker cp',
	Mounts: '--mount: put files into the image with COPY, or into the container with docker cp; for memory use --tmpfs',
	VolumesFrom: '--volumes-from',
	VolumeDriver: '--volume-driver',
	Devices: '--device',
	DeviceCgroupRules: '--device-cgroup-rule',
	DeviceRequests: '--gpus',
	CgroupParent: '--cgroup-parent',
	Cgroup: 'the field Cgroup',
	Links: '--link: containers of this session find each other by name',
	Sysctls: '--sysctl',
	StorageOpt: '--storage-opt',
	UTSMode: '--uts',
	UsernsMode: '--userns',
	PidMode: '--pid',
	GroupAdd: '--group-add',
	ExtraHosts: '--add-host',
	Dns: '--dns',
	DnsOptions: '--dns-option',
	DnsSearch: '--dns-search',
	Runtime: '--runtime',
	OomKillDisable: '--oom-kill-disable',
	OomScoreAdj: '--oom-score-adj',
	PublishAllPorts: '-P: name the port, e.g. -p 5000:5000',
	Annotations: '--annotation',
	CpuPeriod: '--cpu-period: use --cpus',
	CpuQuota: '--cpu-quota: use --cpus',
	CpuRealtimePeriod: '--cpu-rt-period',
	CpuRealtimeRuntime: '--cpu-rt-runtime',
	CpusetCpus: '--cpuset-cpus: use --cpus',
	CpusetMems: '--cpuset-mems',
	BlkioWeight: '--blkio-weight',
	BlkioWeightDevice: '--blkio-weight-device',
	BlkioDeviceReadBps: '--device-read-bps',
	BlkioDeviceWriteBps: '--device-write-bps',
	BlkioDeviceReadIOps: '--device-read-iops',
	BlkioDeviceWriteIOps: '--device-write-iops',
	KernelMemory: '--kernel-memory',
	KernelMemoryTCP: '--kernel-memory-tcp',
	Isolation: '--isolation',
	Ulimits: '--ulimit',
};

/** The same for the settings of a network. */
export const endpointWords: FieldWords = {
	IPAMConfig: '--ip',
	Links: '--link',
	Aliases: '--network-alias: containers of this session find each other by name',
	MacAddress: '--mac-address',
	DriverOpts: 'driver options of a network',
};
