/** What a learner may write into the configuration of a container: refused, or held by what every container gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { EngineApi } from '#gateway/http/engine-api.ts';
import { importBusybox } from '../../helpers/busybox.ts';
import { testEngine } from '../../helpers/engine.ts';
import { TestSession } from '../../helpers/gateway.ts';

const base = 'stagecraft-test/gateway-attack:latest';

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
	engine = await testEngine();
	await importBusybox(engine, base);
	session = await TestSession.open(engine, [base]);
});
afterAll(async () => {
	await session?.[Symbol.asyncDispose]();
	await engine?.images.remove(base);
	await engine?.[Symbol.asyncDispose]();
});

interface FieldAttack {
	readonly threat: string;
	/** Fields of the body besides the image. */
	readonly body?: object;
	readonly host?: object;
	/** Words of the refusal. */
	readonly says: RegExp;
}

const attacks: readonly FieldAttack[] = [
	{ threat: 'the engine’s machine with all rights', host: { Privileged: true }, says: /--privileged/ },
	{ threat: 'the file system of the machine', host: { Binds: ['/:/host'] }, says: /bind mounts/ },
	{ threat: 'the engine’s own socket', host: { Binds: ['/var/run/docker.sock:/s'] }, says: /bind mounts/ },
	{
		threat: 'a mount by the other option',
		host: { Mounts: [{ Type: 'bind', Source: '/', Target: '/h' }] },
		says: /--mount/,
	},
	{
		threat: 'a volume of another learner',
		host: { Mounts: [{ Type: 'volume', Source: 'x', Target: '/h' }] },
		says: /--mount/,
	},
	{ threat: 'volumes that nobody removes', body: { Volumes: { '/data': {} } }, says: /volumes \(-v\)/ },
	{ threat: 'the volumes of another container', host: { VolumesFrom: ['web'] }, says: /--volumes-from/ },
	{ threat: 'a driver that mounts anything', host: { VolumeDriver: 'local' }, says: /--volume-driver/ },
	{ threat: 'the machine’s processes', host: { PidMode: 'host' }, says: /--pid/ },
	{ threat: 'another container’s processes', host: { PidMode: 'container:web' }, says: /--pid/ },
	{ threat: 'the machine’s memory segments', host: { IpcMode: 'host' }, says: /--ipc/ },
	{ threat: 'memory segments open to others', host: { IpcMode: 'shareable' }, says: /--ipc/ },
	{ threat: 'the machine’s network', host: { NetworkMode: 'host' }, says: /--network host/ },
	{ threat: 'another container’s network', host: { NetworkMode: 'container:web' }, says: /--network container:web/ },
	{ threat: 'the bridge that all builds share', host: { NetworkMode: 'docker0' }, says: /--network docker0/ },
	{
		threat: 'the network of another session, by its engine-side name',
		host: { NetworkMode: 'stagecraft-0123456789abcdef.network' },
		says: /--network stagecraft/,
	},
	{
		threat: 'a second network beside the first',
		body: { NetworkingConfig: { EndpointsConfig: { bridge: {}, host: {} } } },
		says: /--network host/,
	},
	{
		threat: 'an address of one’s own choice',
		body: { NetworkingConfig: { EndpointsConfig: { bridge: { IPAMConfig: { IPv4Address: '172.30.0.1' } } } } },
		says: /--ip\b/,
	},
	{
		threat: 'the name of something else in the network',
		body: { NetworkingConfig: { EndpointsConfig: { bridge: { Aliases: ['gateway'] } } } },
		says: /--network-alias/,
	},
	{ threat: 'another’s hardware address', body: { MacAddress: '02:42:ac:11:00:02' }, says: /--mac-address/ },
	{ threat: 'the machine’s host name', host: { UTSMode: 'host' }, says: /--uts/ },
	{ threat: 'users of the machine', host: { UsernsMode: 'host' }, says: /--userns/ },
	{ threat: 'groups of the machine', host: { CgroupnsMode: 'host' }, says: /--cgroupns/ },
	{ threat: 'limits of another’s cgroup', host: { CgroupParent: '/' }, says: /--cgroup-parent/ },
	{ threat: 'a capability over the kernel', host: { CapAdd: ['SYS_ADMIN'] }, says: /--cap-add SYS_ADMIN/ },
	{ threat: 'a capability in another writing', host: { CapAdd: ['cap_sys_module'] }, says: /--cap-add SYS_MODULE/ },
	{ threat: 'all capabilities', host: { CapAdd: ['ALL'] }, says: /--cap-add ALL/ },
	{ threat: 'raw packets', host: { CapAdd: ['NET_RAW'] }, says: /--cap-add NET_RAW/ },
	{ threat: 'the machine’s disk', host: { Devices: [{ PathOnHost: '/dev/sda' }] }, says: /--device/ },
	{ threat: 'a rule for devices', host: { DeviceCgroupRules: ['a *:* rwm'] }, says: /--device-cgroup-rule/ },
	{ threat: 'a graphics card', host: { DeviceRequests: [{ Count: -1 }] }, says: /--gpus/ },
	{
		threat: 'system calls without a filter',
		host: { SecurityOpt: ['seccomp=unconfined'] },
		says: /--security-opt seccomp/,
	},
	{ threat: 'no AppArmor', host: { SecurityOpt: ['apparmor=unconfined'] }, says: /--security-opt apparmor/ },
	{
		threat: 'new privileges after all',
		host: { SecurityOpt: ['no-new-privileges:false'] },
		says: /--security-opt no-new/,
	},
	{ threat: 'another runtime', host: { Runtime: 'io.containerd.runc.v2' }, says: /--runtime/ },
	{ threat: 'settings of the kernel', host: { Sysctls: { 'kernel.core_pattern': '|/x' } }, says: /--sysctl/ },
	{ threat: 'memory that is never taken back', host: { OomKillDisable: true }, says: /--oom-kill-disable/ },
	{ threat: 'to be killed last', host: { OomScoreAdj: -1000 }, says: /--oom-score-adj/ },
	{ threat: 'files without end', host: { Ulimits: [{ Name: 'nofile', Soft: 1e6, Hard: 1e6 }] }, says: /--ulimit/ },
	{ threat: 'more memory than there is', host: { Memory: 2 ** 40 }, says: /at most 512 MB of memory/ },
	{ threat: 'more processors than there are', host: { NanoCpus: 64e9 }, says: /at most 1 CPU/ },
	{ threat: 'a share of processors in other words', host: { CpuQuota: 1_000_000 }, says: /--cpu-quota/ },
	{ threat: 'real time', host: { CpuRealtimeRuntime: 950_000 }, says: /--cpu-rt-runtime/ },
	{ threat: 'a processor for oneself', host: { CpusetCpus: '0' }, says: /--cpuset-cpus/ },
	{ threat: 'processes without end', host: { PidsLimit: 100_000 }, says: /at most 256 processes/ },
	{ threat: 'shared memory without end', host: { ShmSize: 2 ** 34 }, says: /shared memory/ },
	{ threat: 'a container that comes back for ever', host: { RestartPolicy: { Name: 'always' } }, says: /--restart/ },
	{ threat: 'logs sent elsewhere', host: { LogConfig: { Type: 'syslog', Config: {} } }, says: /--log-driver/ },
	{ threat: 'logs without end', host: { LogConfig: { Config: { 'max-size': '-1' } } }, says: /--log-opt/ },
	{ threat: 'another container by a link', host: { Links: ['web:db'] }, says: /--link/ },
	{ threat: 'the machine’s address by a name', host: { ExtraHosts: ['h:host-gateway'] }, says: /--add-host/ },
	{ threat: 'groups of files of others', host: { GroupAdd: ['docker'] }, says: /--group-add/ },
	{ threat: 'every exposed port at the engine', host: { PublishAllPorts: true }, says: /-P/ },
	{ threat: 'a port of IPv6', host: { PortBindings: { '80/tcp': [{ HostIp: '::1', HostPort: '80' }] } }, says: /IPv4/ },
	{
		threat: 'a port that is none',
		host: { PortBindings: { '80/tcp': [{ HostPort: '99999' }] } },
		says: /invalid port/,
	},
	{ threat: 'very many ports', host: { PortBindings: ports(30) }, says: /at most 20 ports/ },
	{ threat: 'memory mounted over a parent’s path', host: { Tmpfs: { '/a/../proc': '' } }, says: /--tmpfs/ },
	{ threat: 'memory mounted with devices', host: { Tmpfs: { '/a': 'dev,suid' } }, says: /tmpfs option "dev"/ },
	{ threat: 'annotations that a runtime obeys', host: { Annotations: { 'run.oci.hooks': 'x' } }, says: /--annotation/ },
	{ threat: 'paths of the kernel unmasked', host: { MaskedPaths: ['/x'] }, says: /systempaths/ },
	{
		threat: 'the label of another session',
		body: { Labels: { 'io.stagecraft.job': 'b' } },
		says: /label io\.stagecraft\.job/,
	},
	{
		threat: 'the label of ports, which previews follow',
		body: { Labels: { 'io.stagecraft.ports': '[]' } },
		says: /label/,
	},
	{
		threat: 'a field in another case, which Go would take',
		body: { hostconfig: { Privileged: true } },
		says: /"hostconfig"/,
	},
	{ threat: 'a field in another case inside', host: { privileged: true }, says: /"privileged"/ },
	{ threat: 'a field by a letter that Go folds', host: { 'Bind\u017f': ['/:/h'] }, says: /does not allow the field/ },
	{ threat: 'a field that comes with a later engine', host: { NewPower: 1 }, says: /"NewPower"/ },
	{ threat: 'a trigger for builds', body: { OnBuild: ['RUN id'] }, says: /OnBuild/ },
	{ threat: 'a number for a text', body: { User: 0 }, says: /invalid value for User/ },
	{ threat: 'an object for a list', body: { Cmd: { 0: 'sh' } }, says: /invalid value for Cmd/ },
	{ threat: 'a host name that writes into /etc/hosts', body: { Hostname: 'a\n1.2.3.4 b' }, says: /host name/ },
];

function ports(count: number): object {
	return Object.fromEntries(
		Array.from({ length: count }, (_, i) => [`${i + 1}/tcp`, [{ HostPort: String(i + 5000) }]]),
	);
}

async function inner(path: string): Promise<unknown> {
	return await new EngineApi(engine).json({ method: 'GET', path });
}

describe('a container’s configuration', () => {
	it.each(attacks)('is refused: $threat', async ({ body = {}, host = {}, says }) => {
		const answer = await session.ask('POST', '/containers/create', { Image: base, ...body, HostConfig: host });
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.status).toBeLessThan(500);
		expect(answer.json.message).toMatch(says);
		expect((await session.ask('GET', '/containers/json?all=1')).json).toEqual([]);
	});

	it('gets its limits although nothing was asked for', async () => {
		const body = { Image: base, Cmd: ['true'], Labels: JSON.parse('{"__proto__":"x","mine":"y"}'), hostConfig: {} };
		const { json } = await session.ask('POST', '/containers/create?name=held', body);
		const made = await inner(`/containers/${json.Id}/json`);
		expect(made).toMatchObject({
			Name: `/${session.inner('held')}`,
			Config: { Labels: { 'io.stagecraft.role': 'session', 'io.stagecraft.job': session.id, mine: 'y' } },
			HostConfig: {
				Privileged: false,
				Memory: 512 * 1024 ** 2,
				MemorySwap: 512 * 1024 ** 2,
				NanoCpus: 1e9,
				PidsLimit: 256,
				NetworkMode: session.gateway.network,
				SecurityOpt: ['no-new-privileges:true'],
				CapDrop: ['AUDIT_WRITE', 'MKNOD', 'NET_RAW', 'SETFCAP'],
				IpcMode: 'private',
				PortBindings: {},
				RestartPolicy: { Name: 'no' },
				LogConfig: { Type: 'json-file', Config: { 'max-file': '1', 'max-size': '2097152' } },
				Binds: null,
			},
		});
		await session.ask('DELETE', `/containers/${json.Id}`);
	});

	it('publishes its ports nowhere at the engine', async () => {
		const host = { PortBindings: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '2375' }] } };
		const { json } = await session.ask('POST', '/containers/create', {
			Image: base,
			Cmd: ['sleep', '60'],
			HostConfig: host,
		});
		await session.ask('POST', `/containers/${json.Id}/start`);
		expect(await inner(`/containers/${json.Id}/json`)).toMatchObject({
			HostConfig: { PortBindings: {} },
			NetworkSettings: { Ports: {} },
		});
		await session.ask('DELETE', `/containers/${json.Id}?force=1`);
	});

	it('checks its health no more often than every second', async () => {
		const health = { Test: ['CMD', 'true'], Interval: 1e6, StartInterval: 1e6 };
		const { json } = await session.ask('POST', '/containers/create', { Image: base, Healthcheck: health });
		expect(await inner(`/containers/${json.Id}/json`)).toMatchObject({
			Config: { Healthcheck: { Interval: 1e9, StartInterval: 1e9 } },
		});
		await session.ask('DELETE', `/containers/${json.Id}`);
	});
});

describe('a container that runs', () => {
	const inside: readonly { threat: string; script: string; prints: RegExp }[] = [
		{ threat: 'a device node opens the machine’s disk', script: 'busybox mknod /tmp/d b 8 0', prints: /not permitted/ },
		{ threat: 'mounting', script: 'busybox mount -t tmpfs x /tmp', prints: /denied|not permitted/ },
		{ threat: 'raw packets', script: 'busybox ping -c1 -W1 127.0.0.1', prints: /denied|not permitted/ },
		{ threat: 'new privileges by a file’s bits', script: 'cat /proc/self/status', prints: /NoNewPrivs:\s*1/ },
		{ threat: 'capabilities over the kernel', script: 'cat /proc/self/status', prints: /CapBnd:\s*00000000000405fb/ },
		{ threat: 'a core file fills the disk', script: 'ulimit -c', prints: /^0$/m },
		{
			threat: 'a file without end',
			script: 'dd if=/dev/zero of=/big bs=1M count=600; ls -l /big',
			prints: /536870912/,
		},
		{
			threat: 'processes without end',
			script: 'i=0; while [ $i -lt 400 ]; do sleep 5 & i=$((i+1)); done',
			prints: /can't fork/,
		},
	];
	it.each(inside)('is held: $threat', async ({ script, prints }) => {
		const said = await session.cli.run(['run', '--rm', '--cap-add', 'CHOWN', base, 'sh', '-c', script]);
		expect(said.stdout + said.stderr).toMatch(prints);
	});

	it('keeps 2 MB of its log', async () => {
		await session.cli.run(['run', '--name', 'loud', base, 'sh', '-c', 'dd if=/dev/zero bs=1M count=8 | cat -v']);
		expect((await session.cli.run(['logs', 'loud'])).stdout.length).toBeLessThan(3_000_000);
		await session.cli.ok('rm', 'loud');
	});
});
