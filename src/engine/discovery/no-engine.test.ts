import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import type { HostFacts } from './host-facts.ts';
import { canManage, noEngine } from './no-engine.ts';

const debian: HostFacts = {
	platform: 'linux',
	isRoot: true,
	system: 'Debian GNU/Linux 12 (bookworm)',
	isDebianLike: true,
	mayMakeNamespaces: true,
	missing: [],
};

const silent = {
	candidate: { source: 'DOCKER_HOST', address: 'tcp://10.0.0.5:2375' },
	reason: new UserError(
		'engine-request-failed',
		'The Docker engine could not answer at tcp://10.0.0.5:2375: timeout',
		'x',
	),
};

const old = {
	candidate: { source: 'default socket', address: 'unix:///var/run/docker.sock' },
	reason: new UserError(
		'engine-too-old',
		'The Docker engine at unix:///var/run/docker.sock is version 20.10.24; 24 or newer is needed.',
		'x',
	),
};

function told(error: UserError): string {
	return `${error.code}: ${error.message}\n> ${error.hint}`;
}

describe('canManage', () => {
	it('takes Debian and its kin, as root', () => {
		expect(canManage(debian)).toBe(true);
		expect(canManage({ ...debian, isRoot: false })).toBe(false);
	});
});

describe('noEngine', () => {
	it('names the command on macOS', () => {
		expect(told(noEngine({ ...debian, platform: 'darwin' }, [], true))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. On macOS one cannot be started for you.
			> Install one with brew install colima docker && colima start, or start Docker Desktop; then start again."
		`);
	});

	it('names the command on Windows', () => {
		expect(told(noEngine({ ...debian, platform: 'win32' }, [], true))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. On win32 one cannot be started for you.
			> Install one with winget install Docker.DockerDesktop, start it, and run this in WSL; then start again."
		`);
	});

	it('names the command on another Linux', () => {
		const fedora = { ...debian, isDebianLike: false, system: 'Fedora Linux 44' };
		expect(told(noEngine(fedora, [], true))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. On Fedora Linux 44 one cannot be started for you, only on Debian and Ubuntu.
			> Install one with curl -fsSL https://get.docker.com | sudo sh; then start again."
		`);
	});

	it('names the command for a user who is not root', () => {
		expect(told(noEngine({ ...debian, isRoot: false }, [], true))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. One can be started for you, but only by root.
			> Run the same command with sudo, or install an engine of your own with curl -fsSL https://get.docker.com | sudo sh"
		`);
	});

	it('says what a container lacks', () => {
		expect(told(noEngine({ ...debian, mayMakeNamespaces: false }, [], true))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. One cannot be started for you: this container does not allow namespaces and mounts.
			> Start the container with docker run --privileged, or give it an engine: -v /var/run/docker.sock:/var/run/docker.sock"
		`);
	});

	it('says which device is missing', () => {
		const bare = { ...debian, missing: ['flock', '/dev/net/tun'] };
		expect(told(noEngine(bare, [], true))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. One cannot be started for you: this machine has no /dev/net/tun.
			> Load it with modprobe tun (in a container: --device /dev/net/tun); then start again."
		`);
	});

	it('says which programs are missing', () => {
		expect(told(noEngine({ ...debian, missing: ['unshare', 'flock'] }, [], true))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. One cannot be started for you: unshare, flock cannot be found.
			> Install them with apt-get install -y util-linux coreutils mount apt; then start again."
		`);
	});

	it('repeats what was tried', () => {
		expect(told(noEngine({ ...debian, isRoot: false }, [silent], true))).toMatchInlineSnapshot(`
			"engine-missing: The Docker engine could not answer at tcp://10.0.0.5:2375: timeout (DOCKER_HOST). One can be started for you, but only by root.
			> Run the same command with sudo, or install an engine of your own with curl -fsSL https://get.docker.com | sudo sh"
		`);
	});

	it('calls an old engine old', () => {
		expect(told(noEngine({ ...debian, isRoot: false }, [old], true))).toMatchInlineSnapshot(`
			"engine-too-old: The Docker engine at unix:///var/run/docker.sock is version 20.10.24; 24 or newer is needed (default socket). One can be started for you, but only by root.
			> Run the same command with sudo, or install an engine of your own with curl -fsSL https://get.docker.com | sudo sh"
		`);
	});

	it('tells a socket that may not be used from one that does not answer', () => {
		const locked = {
			candidate: { source: 'default socket', address: 'unix:///var/run/docker.sock' },
			reason: new UserError(
				'engine-request-failed',
				'The Docker engine could not answer at unix:///var/run/docker.sock: connect EACCES /var/run/docker.sock',
				'x',
			),
		};
		expect(told(noEngine({ ...debian, isRoot: false }, [locked], true))).toMatchInlineSnapshot(`
			"engine-missing: The Docker engine could not answer at unix:///var/run/docker.sock: connect EACCES /var/run/docker.sock (default socket). You may not use its socket.
			> Run sudo usermod -aG docker $USER, log out and in again; then start again."
		`);
	});

	it('keeps to the setting', () => {
		expect(told(noEngine(debian, [old], false))).toMatchInlineSnapshot(`
			"engine-too-old: The Docker engine at unix:///var/run/docker.sock is version 20.10.24; 24 or newer is needed (default socket). STAGECRAFT_ENGINE=external allows no other.
			> Update it with curl -fsSL https://get.docker.com | sudo sh, or set STAGECRAFT_ENGINE=auto; then start again."
		`);
		expect(told(noEngine({ ...debian, isRoot: false }, [], false))).toMatchInlineSnapshot(`
			"engine-missing: There is no Docker engine on this machine. STAGECRAFT_ENGINE=external allows no other.
			> Install one with curl -fsSL https://get.docker.com | sudo sh, or set DOCKER_HOST; then start again."
		`);
	});
});
