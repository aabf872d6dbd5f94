/** EXPOSE: port specifications (github.com/docker/go-connections/nat). */

/** Ports kept of one stage; `EXPOSE 0-65535` would otherwise fill memory in every stage built on it. */
export const maxPorts = 1000;

/** Ports `start` to `end` of one protocol. */
export interface PortRange {
	readonly start: number;
	readonly end: number;
	readonly protocol: string;
}

/** `8080`, `8080/udp`, `7000-7002/tcp`, also with an address and a host port before them; undefined when it is no port. */
export function parsePort(text: string): PortRange | undefined {
	const slash = text.indexOf('/');
	const protocol = slash === -1 ? 'tcp' : text.slice(slash + 1).toLowerCase() || 'tcp';
	if (!/^(?:tcp|udp|sctp)$/.test(protocol)) return undefined;
	const parts = (slash === -1 ? text : text.slice(0, slash)).split(':');
	const container = range(parts.at(-1) ?? '');
	if (container === undefined) return undefined;
	if (parts.length > 1 && parts.at(-2) !== '' && range(parts.at(-2) ?? '') === undefined) return undefined;
	return { ...container, protocol };
}

function range(text: string): { readonly start: number; readonly end: number } | undefined {
	const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
	if (found === null) return undefined;
	const start = Number(found[1]);
	const end = Number(found[2] ?? found[1]);
	return start <= end && end <= 65_535 ? { start, end } : undefined;
}
