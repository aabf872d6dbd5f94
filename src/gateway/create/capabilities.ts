import { badRequest, Refusal } from '../http/refusal.ts';

/**
 * What a container may keep: Docker's default set (https://docs.docker.com/engine/containers/run/) without raw sockets (which
 * can speak for others on the bridge), device nodes, the audit log, and file capabilities.
 */
const allowed = [
	'CHOWN',
	'DAC_OVERRIDE',
	'FOWNER',
	'FSETID',
	'KILL',
	'NET_BIND_SERVICE',
	'SETGID',
	'SETPCAP',
	'SETUID',
	'SYS_CHROOT',
] as const;
const alwaysDropped = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW', 'SETFCAP'] as const;

const form = /^[A-Z_]{2,40}$/;

function bare(name: string): string {
	const upper = name.toUpperCase().replace(/^CAP_/, '');
	if (!form.test(upper)) throw badRequest(`invalid capability: ${name.slice(0, 60)}`);
	return upper;
}

/** @throws Refusal for a capability that is not to be had. */
export function capabilitiesOf(add: readonly string[] = [], drop: readonly string[] = []): object {
	const added = add.map(bare);
	const refused = added.find((name) => !allowed.some((capability) => capability === name));
	if (refused !== undefined) throw new Refusal(`This session does not allow --cap-add ${refused}.`);
	const dropped = drop.map(bare);
	// Without ALL the default set holds, from which ours are taken.
	return dropped.includes('ALL')
		? { CapDrop: ['ALL'], CapAdd: added }
		: { CapDrop: [...new Set([...dropped, ...alwaysDropped])], CapAdd: added };
}
