import { randomInt } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { badRequest, Refusal } from '../http/refusal.ts';
import type { PortBinding } from '../own/ports.ts';
import type { HostConfig } from './schemas.ts';

/** Where ports that the learner leaves open come from, as Docker takes them. */
const firstOpenPort = 32_768;
const lastOpenPort = 60_999;
/** Published ports of one container. */
const portCount = 20;

/**
 * The ports that a container publishes. The engine is told none of them: they are reached through the session's network.
 *
 * @param taken ports that other containers of the session publish.
 * @throws Refusal 400 for what is no port, 403 for what is not offered.
 */
export function portBindings(asked: HostConfig['PortBindings'], taken: readonly PortBinding[]): readonly PortBinding[] {
	const found: PortBinding[] = [];
	for (const [name, bindings] of Object.entries(asked ?? {})) {
		const [digits = '', protocol] = name.split('/');
		const container = portNumber(digits);
		for (const { HostIp = '', HostPort = '' } of bindings ?? [{}]) {
			if (HostIp !== '' && !isIPv4(HostIp)) throw new Refusal('This session publishes ports on IPv4 addresses only.');
			const host = HostIp === '' ? '0.0.0.0' : HostIp;
			const port = HostPort === '' || HostPort === '0' ? openPort([...taken, ...found]) : portNumber(HostPort);
			found.push({ container, protocol: protocol === 'udp' ? 'udp' : 'tcp', host, port });
		}
	}
	if (found.length > portCount)
		throw new Refusal(`A container of this session may publish at most ${portCount} ports.`);
	return found;
}

function portNumber(text: string): number {
	if (text.includes('-')) throw new Refusal('This session does not publish ranges of ports. Name each port by -p.');
	const port = Number(text);
	if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
		throw badRequest(`invalid port specification: "${text.slice(0, 20)}"`);
	return port;
}

function openPort(taken: readonly PortBinding[]): number {
	const used = new Set(taken.map(({ port }) => port));
	for (;;) {
		const port = randomInt(firstOpenPort, lastOpenPort + 1);
		if (!used.has(port)) return port;
	}
}
