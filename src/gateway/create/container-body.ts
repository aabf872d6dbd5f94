import type { Labels } from '#engine/engine.ts';
import { isOwnLabel } from '#engine/labels.ts';
import { isSet, readFields } from '../http/fields.ts';
import { Refusal } from '../http/refusal.ts';
import type { GatewayLimits } from '../limits.ts';
import { type PortBinding, portsLabel } from '../own/ports.ts';
import { capabilitiesOf } from './capabilities.ts';
import { limitsOf } from './limits-of.ts';
import { portBindings } from './port-bindings.ts';
import {
	type ContainerConfig,
	configSchema,
	endpointSchema,
	type HostConfig,
	hostSchema,
	networkingSchema,
} from './schemas.ts';
import { tmpfsOf } from './tmpfs.ts';
import { configWords, endpointWords, hostWords } from './words.ts';

/** A request to make a container, looked at. */
export interface ContainerRequest {
	/** As the learner wrote it. */
	readonly image: string;
	readonly config: ContainerConfig;
	readonly host: HostConfig;
	/** Whether the container gets no network. */
	readonly offline: boolean;
}

/** Names of networks that mean the session's own. */
const ownNetworks: ReadonlySet<string> = new Set(['', 'bridge', 'default']);

/**
 * Reads the body of `POST /containers/create`.
 *
 * @throws Refusal naming the option that is not allowed.
 */
export function readContainerRequest(body: unknown): ContainerRequest {
	const config = readFields(configSchema, body, configWords);
	const host = readFields(hostSchema, config.HostConfig ?? {}, hostWords);
	refuseHostOptions(host);
	const reserved = Object.keys(config.Labels ?? {}).find(isOwnLabel);
	if (reserved !== undefined) throw new Refusal(`This session does not allow the label ${reserved.slice(0, 100)}.`);
	const mode = host.NetworkMode ?? '';
	for (const name of [mode, ...networkNames(config.NetworkingConfig)]) {
		if (!ownNetworks.has(name) && name !== 'none')
			throw new Refusal(
				`This session does not allow --network ${name.slice(0, 60)}. Its networks are bridge and none.`,
			);
	}
	return { image: config.Image, config, host, offline: mode === 'none' };
}

function networkNames(networking: unknown): readonly string[] {
	const { EndpointsConfig = {} } = readFields(networkingSchema, networking ?? {});
	for (const endpoint of Object.values(EndpointsConfig)) {
		if (isSet(endpoint)) readFields(endpointSchema, endpoint, endpointWords);
	}
	return Object.keys(EndpointsConfig);
}

function refuseHostOptions(host: HostConfig): void {
	const refused: readonly [boolean, string][] = [
		[!['', 'no'].includes(host.RestartPolicy?.Name ?? ''), '--restart: start the container again by docker start'],
		[!['', 'private', 'none'].includes(host.IpcMode ?? ''), '--ipc'],
		[!['', 'private'].includes(host.CgroupnsMode ?? ''), '--cgroupns'],
		[!['', 'json-file'].includes(host.LogConfig?.Type ?? ''), '--log-driver'],
		[isSet(host.LogConfig?.Config), '--log-opt'],
		[host.MemorySwappiness !== undefined && host.MemorySwappiness !== -1, '--memory-swappiness'],
		[[host.CpuCount, host.CpuPercent, host.IOMaximumIOps, host.IOMaximumBandwidth].some(isSet), 'limits for Windows'],
	];
	const security = host.SecurityOpt?.find((option) => !/^no-new-privileges(?:[:=]true)?$/.test(option));
	if (security !== undefined) throw new Refusal(`This session does not allow --security-opt ${security.slice(0, 60)}.`);
	const found = refused.find(([isRefused]) => isRefused);
	if (found) throw new Refusal(`This session does not allow ${found[1]}.`);
}

/** What the body of a container is made with, besides the request. */
interface BodyContext {
	/** Engine-side name or id of the image. */
	readonly image: string;
	/** The learner's name of the container: others of the session reach it by this. */
	readonly name: string;
	readonly network: string;
	readonly labels: Labels;
	readonly limits: GatewayLimits;
	/** Ports that other containers of the session publish. */
	readonly taken: readonly PortBinding[];
}

/** The body that the engine gets: only values that were looked at, and what the session forces on every container. */
export function containerBody({ config, host, offline }: ContainerRequest, context: BodyContext): object {
	const { HostConfig: _host, NetworkingConfig: _networking, ArgsEscaped: _escaped, ...kept } = config;
	const ports = portBindings(host.PortBindings, context.taken);
	return {
		...kept,
		Image: context.image,
		Labels: { ...config.Labels, ...portsLabel(ports), ...context.labels },
		HostConfig: {
			...limitsOf(host, context.limits),
			...capabilitiesOf(host.CapAdd, host.CapDrop),
			SecurityOpt: ['no-new-privileges:true'],
			NetworkMode: offline ? 'none' : context.network,
			IpcMode: host.IpcMode === 'none' ? 'none' : 'private',
			RestartPolicy: { Name: 'no' },
			AutoRemove: host.AutoRemove ?? false,
			ReadonlyRootfs: host.ReadonlyRootfs ?? false,
			Tmpfs: tmpfsOf(host.Tmpfs),
			...(host.Init !== undefined && { Init: host.Init }),
			...(host.ConsoleSize && { ConsoleSize: host.ConsoleSize }),
		},
		...(!offline && { NetworkingConfig: { EndpointsConfig: { [context.network]: { Aliases: [context.name] } } } }),
	};
}
