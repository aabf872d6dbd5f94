/** Builds with fields, front ends, outputs and options that a learner's build may not have. */
import { describe, expect, it } from 'vitest';
import { attackedSessions } from '../../helpers/attacked-sessions.ts';
import type { HostileBuild } from '../../helpers/hostile-command.ts';
import { wire, wireMap } from '../../helpers/wire.ts';

const hostile = attackedSessions();

interface BuildAttack {
	readonly threat: string;
	readonly build: HostileBuild;
	readonly message: RegExp;
}

const onlyDockerfiles = /Only Dockerfiles are built here/;
const noCache = /--cache-from and --cache-to are not offered here/;
const definition = wire([1, wire([3, [[1, 'docker-image://docker.io/library/alpine:latest']]])]);

const attacks: readonly BuildAttack[] = [
	{ threat: 'raw build steps instead of a Dockerfile', build: { solve: [[2, definition]] }, message: onlyDockerfiles },
	{ threat: 'raw build steps behind the front end', build: { frontend: [[1, definition]] }, message: onlyDockerfiles },
	{ threat: 'a front end out of a registry', build: { frontend: [[2, 'gateway.v0']] }, message: onlyDockerfiles },
	{
		threat: 'a front end without the gateway between',
		build: { solve: [[6, 'gateway.v0']] },
		message: onlyDockerfiles,
	},
	{ threat: 'a Dockerfile past the inspection', build: { solve: [[6, 'dockerfile.v0']] }, message: onlyDockerfiles },
	{
		threat: 'inputs that replace a stage',
		build: {
			solve: [
				[
					10,
					[
						[1, 'x'],
						[2, definition],
					],
				],
			],
		},
		message: onlyDockerfiles,
	},
	{
		threat: 'inputs of the front end',
		build: {
			frontend: [
				[
					13,
					[
						[1, 'x'],
						[2, definition],
					],
				],
			],
		},
		message: onlyDockerfiles,
	},
	{
		threat: 'the network of the host',
		build: { solve: [[9, 'network.host']] },
		message: /--allow network.host is not offered/,
	},
	{
		threat: 'a privileged step',
		build: { solve: [[9, 'security.insecure']] },
		message: /--allow security.insecure is not offered/,
	},
	{
		threat: 'a source policy that allows all',
		build: { solve: [[12, wire([1, 1])]] },
		message: /source policy of your own/,
	},
	{ threat: 'a cache out of a registry', build: { solve: [[8, [[5, [[1, 'registry']]]]]] }, message: noCache },
	{
		threat: 'a cache out of a registry, the old way',
		build: { solve: [[8, [[2, 'example.org/x']]]] },
		message: noCache,
	},
	{ threat: 'the cache sent to a service', build: { solve: [[8, [[4, [[1, 's3']]]]]] }, message: noCache },
	{
		threat: 'the cache sent to a registry, the old way',
		build: { solve: [[8, [[1, 'example.org/x']]]] },
		message: noCache,
	},
	{ threat: 'a cache for the front end', build: { frontend: [[12, [[1, 'registry']]]] }, message: noCache },
	{ threat: 'a cache for the front end, the old way', build: { frontend: [[4, 'example.org/x']] }, message: noCache },
	{
		threat: 'a push',
		build: { solve: [[13, [[1, 'image'], ...wireMap(2, { name: 'x', push: 'true' })]]] },
		message: /Pushing to a registry is not offered here/,
	},
	{
		threat: 'an exporter of another kind',
		build: { solve: [[13, [[1, 'earthly']]]] },
		message: /output type "earthly" is not offered/,
	},
	{
		threat: 'an option of an exporter',
		build: { solve: [[13, [[1, 'moby'], ...wireMap(2, { 'dangling-name-prefix': 'x' })]]] },
		message: /output option "dangling-name-prefix"/,
	},
	{
		threat: 'a name with a digest',
		build: { name: `x@sha256:${'0'.repeat(64)}` },
		message: /invalid reference format/,
	},
	{
		threat: 'a name that leaves its folder',
		build: { name: '../../library/busybox' },
		message: /invalid reference format/,
	},
];

const optionAttacks: readonly (readonly [threat: string, options: Record<string, string>, message: RegExp])[] = [
	['a control group of its own choice', { 'cgroup-parent': '/' }, /--cgroup-parent is not offered/],
	['the front end of an image', { source: 'docker.io/x/evil' }, /own Dockerfile front end/],
	['a syntax', { syntax: 'docker.io/x/evil' }, /own Dockerfile front end/],
	[
		'a syntax as a build argument',
		{ 'build-arg:BUILDKIT_SYNTAX': 'docker.io/x/evil' },
		/BUILDKIT_SYNTAX is not offered/,
	],
	[
		'the cache mounts of others',
		{ 'build-arg:BUILDKIT_CACHE_MOUNT_NS': 'other' },
		/BUILDKIT_CACHE_MOUNT_NS is not offered/,
	],
	['the steps of others in the cache', { hostname: 'build-other' }, /host name for the steps/],
	[
		'the same as a build argument',
		{ 'build-arg:BUILDKIT_SANDBOX_HOSTNAME': 'x' },
		/BUILDKIT_SANDBOX_HOSTNAME is not offered/,
	],
	['the network of the host', { 'force-network-mode': 'host' }, /--network host is not offered/],
	['a Git repository as the context', { context: 'https://github.com/moby/moby.git' }, /from Git or from the web/],
	['an archive of the web as the context', { context: 'http://127.0.0.1:2375/x.tar' }, /from Git or from the web/],
	['a second context of the web', { 'context:x': 'http://127.0.0.1/' }, /--build-context x=http/],
	['a second context out of the engine’s files', { 'context:x': 'oci-layout://x' }, /--build-context x=oci-layout/],
	['a second context of a step', { 'context:x': 'input:x' }, /--build-context x=input/],
	['the folder of the Dockerfile as a context', { 'context:x': 'local:dockerfile' }, /--build-context x=local/],
	['the files of another session', { 'local-sessionid:context': 'other' }, /"local-sessionid:context" is not offered/],
	['a scanner out of a registry', { 'attest:sbom': 'generator=docker.io/x/evil' }, /--attest type=sbom is not offered/],
	['a base for another machine', { platform: 'linux/arm64' }, /--platform linux\/arm64 is not offered/],
	['a registry before what is here', { 'image-resolve-mode': 'pull' }, /--pull is not offered/],
	['a Dockerfile outside of its folder', { filename: '../secret' }, /is not the name of a Dockerfile/],
	['a cache as an option', { 'cache-imports': '[{"Type":"registry"}]' }, noCache],
	['a limit that starves the host', { ulimit: 'rtprio=99' }, /--ulimit rtprio=99 is not offered/],
	['a larger file than allowed', { ulimit: 'fsize=-1' }, /--ulimit fsize=-1 is not offered/],
	['memory beside the limit', { 'shm-size': '99999999999999' }, /is more than the/],
	['lines in /etc/hosts', { 'add-hosts': 'x=1.2.3.4\n0.0.0.0 y' }, /--add-host/],
	['a question that runs something', { requestid: 'frontend.run' }, /question "frontend.run"/],
	['a mount in each step', { 'automount:x': 'type=bind' }, /"automount:x" is not offered/],
	['an option that nobody knows', { 'x-new': '1' }, /"x-new" is not offered/],
	['the prototype of an object', { constructor: 'x' }, /"constructor" is not offered/],
];

describe('a build', () => {
	it.each(attacks)('with $threat is refused', async ({ build, message }) => {
		const { solve } = await hostile.command.build(build);
		expect(solve).toMatch(message);
	});

	it.each(optionAttacks)('with %s is refused', async (_, options, message) => {
		const { frontend, solve } = await hostile.command.build({ options });
		expect(frontend).toMatch(message);
		expect(solve).toMatch(message);
	});

	it('with the engine-side name of another session gets a name of its own', async () => {
		const name = `stagecraft-${hostile.victim.id}/taken`;
		expect(await hostile.command.build({ name })).toEqual({});
		expect(await hostile.engine.images.inspect(`${name}:latest`)).toBeUndefined();
		expect(await hostile.engine.images.inspect(`stagecraft-${hostile.session.id}/${name}:latest`)).toBeDefined();
	});

	it('cannot change the time of its progress, its history or its policy by fields that nobody knows', async () => {
		expect(
			await hostile.command.build({
				solve: [
					[99, 'x'],
					[14, 1],
				],
				frontend: [[15, wire([1, 1])]],
			}),
		).toEqual({});
	});
});
