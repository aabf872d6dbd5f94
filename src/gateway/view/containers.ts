import type { SessionNames } from '../names.ts';
import { type PortBinding, portsOf } from '../own/ports.ts';
import { asPlain, labelsOf, mapTexts, type Plain, visibleLabels } from './plain.ts';

/** What a learner sees of their containers: their names, their labels, the ports they published. */
export class ContainerView {
	readonly #names: SessionNames;

	constructor(names: SessionNames) {
		this.#names = names;
	}

	/** An entry of the list. */
	listed(container: Plain): Plain {
		const told = asPlain(this.#told(container));
		const ports = portsOf(labelsOf(container['Labels']));
		return {
			...told,
			Labels: visibleLabels(container['Labels']),
			HostConfig: { ...asPlain(told['HostConfig']), NetworkMode: networkMode(told) },
			Ports: container['State'] === 'running' ? withPublished(told['Ports'], ports) : told['Ports'],
		};
	}

	inspected(container: Plain): Plain {
		const told = asPlain(this.#told(container));
		const config = asPlain(told['Config']);
		const network = asPlain(told['NetworkSettings']);
		const ports = portsOf(labelsOf(asPlain(container['Config'])['Labels']));
		const running = asPlain(container['State'])['Running'] === true;
		return {
			...told,
			Config: { ...config, Labels: visibleLabels(asPlain(container['Config'])['Labels']) },
			HostConfig: { ...asPlain(told['HostConfig']), NetworkMode: networkMode(told), PortBindings: bindingMap(ports) },
			NetworkSettings: running
				? { ...network, Ports: { ...asPlain(network['Ports']), ...bindingMap(ports) } }
				: network,
		};
	}

	#told(value: unknown): unknown {
		return mapTexts(value, (text) => this.#names.text(text));
	}
}

function networkMode(container: Plain): string {
	return asPlain(container['HostConfig'])['NetworkMode'] === 'none' ? 'none' : 'bridge';
}

function withPublished(listed: unknown, ports: readonly PortBinding[]): readonly unknown[] {
	const isPublished = (entry: Plain): boolean =>
		ports.some(({ container, protocol }) => container === entry['PrivatePort'] && protocol === entry['Type']);
	const others = (Array.isArray(listed) ? listed : []).filter((entry) => !isPublished(asPlain(entry)));
	return [
		...others,
		...ports.map(({ container, protocol, host, port }) => ({
			IP: host,
			PrivatePort: container,
			PublicPort: port,
			Type: protocol,
		})),
	];
}

/** `{"5000/tcp": [{HostIp, HostPort}]}`. */
function bindingMap(ports: readonly PortBinding[]): Plain {
	const map: Record<string, { HostIp: string; HostPort: string }[]> = {};
	for (const { container, protocol, host, port } of ports) {
		const name = `${container}/${protocol}`;
		map[name] = [...(map[name] ?? []), { HostIp: host, HostPort: String(port) }];
	}
	return map;
}
