import { UserError } from '#errors';
import type { RejectedCandidate } from './external-engine.ts';
import type { HostFacts } from './host-facts.ts';

/** Docker's own script: the one command that gives a new enough engine on any Linux. */
const installDocker = 'curl -fsSL https://get.docker.com | sudo sh';

/** Why no engine can be started here, and the command that helps; undefined when one can. */
interface Obstacle {
	readonly what: string;
	readonly hint: string;
}

function obstacleOn(host: HostFacts): Obstacle | undefined {
	if (host.platform === 'darwin') {
		return {
			what: 'On macOS one cannot be started for you.',
			hint: 'Install one with brew install colima docker && colima start, or start Docker Desktop; then start again.',
		};
	}
	if (host.platform !== 'linux') {
		return {
			what: `On ${host.platform} one cannot be started for you.`,
			hint: 'Install one with winget install Docker.DockerDesktop, start it, and run this in WSL; then start again.',
		};
	}
	if (!host.isDebianLike) {
		return {
			what: `On ${host.system} one cannot be started for you, only on Debian and Ubuntu.`,
			hint: `Install one with ${installDocker}; then start again.`,
		};
	}
	if (!host.isRoot) {
		return {
			what: 'One can be started for you, but only by root.',
			hint: `Run the same command with sudo, or install an engine of your own with ${installDocker}`,
		};
	}
	if (!host.mayMakeNamespaces) {
		return {
			what: 'One cannot be started for you: this container does not allow namespaces and mounts.',
			hint: 'Start the container with docker run --privileged, or give it an engine: -v /var/run/docker.sock:/var/run/docker.sock',
		};
	}
	if (host.missing.includes('/dev/net/tun')) {
		return {
			what: 'One cannot be started for you: this machine has no /dev/net/tun.',
			hint: 'Load it with modprobe tun (in a container: --device /dev/net/tun); then start again.',
		};
	}
	if (host.missing.length > 0) {
		return {
			what: `One cannot be started for you: ${host.missing.join(', ')} cannot be found.`,
			hint: 'Install them with apt-get install -y util-linux coreutils mount apt; then start again.',
		};
	}
	return undefined;
}

/** There is an engine, and its socket is for root and the group `docker`. */
const notAllowed: Obstacle = {
	what: 'You may not use its socket.',
	hint: 'Run sudo usermod -aG docker $USER, log out and in again; then start again.',
};

/** Whether the managed engine can run on this host. */
export function canManage(host: HostFacts): boolean {
	return obstacleOn(host) === undefined;
}

/**
 * The message for a machine where no engine can be had.
 *
 * @param rejected the engines that were tried.
 * @param managedAllowed whether the setting lets us start one.
 */
export function noEngine(host: HostFacts, rejected: readonly RejectedCandidate[], managedAllowed: boolean): UserError {
	const tried = rejected.map(({ candidate, reason }) => `${reason.message.replace(/\.$/, '')} (${candidate.source}).`);
	const first = tried.length > 0 ? tried.join(' ') : 'There is no Docker engine on this machine.';
	const tooOld = rejected.find(({ reason }) => reason.code === 'engine-too-old');
	const code = tooOld === undefined ? 'engine-missing' : 'engine-too-old';
	const locked = !host.isRoot && rejected.some(({ reason }) => reason.message.includes('EACCES'));
	const obstacle = locked ? notAllowed : managedAllowed ? obstacleOn(host) : forbidden(host, tooOld !== undefined);
	const { what, hint } = obstacle ?? { what: '', hint: `Install one with ${installDocker}; then start again.` };
	return new UserError(code, `${first} ${what}`.trim(), hint, rejected[0]?.reason);
}

function forbidden(host: HostFacts, tooOld: boolean): Obstacle {
	const own = tooOld ? `Update it with ${installDocker}` : `Install one with ${installDocker}, or set DOCKER_HOST`;
	const ours = canManage(host) ? ', or set STAGECRAFT_ENGINE=auto' : '';
	return { what: 'STAGECRAFT_ENGINE=external allows no other.', hint: `${own}${ours}; then start again.` };
}
