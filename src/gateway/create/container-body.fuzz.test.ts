/** Whatever a learner puts into the configuration of a container, the engine gets what the session holds them to. */
import { describe, expect, it } from 'vitest';
import { Refusal } from '../http/refusal.ts';
import { defaultLimits } from '../limits.ts';
import { containerBody, readContainerRequest } from './container-body.ts';
import { configSchema, hostSchema } from './schemas.ts';
import { configWords, hostWords } from './words.ts';

const rounds = 4_000;

const labels = { 'io.stagecraft.role': 'session', 'io.stagecraft.job': 'mine' };
const context = {
	image: 'inner/image',
	name: 'web',
	network: 'inner.network',
	labels,
	limits: defaultLimits,
	taken: [],
};

const names = [...Object.keys(configSchema.shape), ...Object.keys(configWords)];
const hostNames = [...Object.keys(hostSchema.shape), ...Object.keys(hostWords), 'NewField'];
const values: readonly unknown[] = [
	null,
	'',
	0,
	false,
	true,
	1,
	-1,
	1e12,
	'host',
	'none',
	'private',
	'container:web',
	'x'.repeat(200),
	[],
	['ALL'],
	['CHOWN'],
	['no-new-privileges'],
	['/:/host'],
	{},
	{ '80/tcp': [{ HostPort: '80' }] },
	{ '80/tcp': null },
	{ '/tmp': 'size=1m' },
	{ Name: 'always' },
	{ Type: 'json-file', Config: {} },
	{ 'io.stagecraft.job': 'other' },
	{ a: 'b' },
	[3, 4],
];

/** Numerical Recipes' generator: the same objects in each run. */
function randomNumbers(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

function randomFields(
	from: readonly string[],
	count: number,
	random: (below: number) => number,
): Record<string, unknown> {
	const entries = Array.from({ length: count }, (): [string, unknown] => {
		const name = from[random(from.length)] ?? '';
		return [random(20) === 0 ? name.toLowerCase() : name, values[random(values.length)]];
	});
	return Object.fromEntries(entries);
}

/** The body that the engine would get; undefined when it is refused. */
function bodyOf(request: unknown): ReturnType<typeof asBody> | undefined {
	try {
		return asBody(containerBody(readContainerRequest(request), context));
	} catch (error) {
		if (error instanceof Refusal) return undefined;
		throw error;
	}
}

function asBody(body: object) {
	return JSON.parse(JSON.stringify(body)) as {
		Image: string;
		Labels: Record<string, string>;
		HostConfig: Record<string, unknown> & { Memory: number; NanoCpus: number; PidsLimit: number; CapAdd: string[] };
		NetworkingConfig?: { EndpointsConfig: Record<string, unknown> };
	};
}

const passed = [...Object.keys(configSchema.shape), 'NetworkingConfig'];
const hostPassed = new Set(
	'Memory MemorySwap MemoryReservation NanoCpus CpuShares PidsLimit ShmSize Ulimits LogConfig CapDrop CapAdd SecurityOpt NetworkMode IpcMode RestartPolicy AutoRemove ReadonlyRootfs Tmpfs Init ConsoleSize'.split(
		' ',
	),
);

describe('containerBody', () => {
	it(`forces what a session forces in ${rounds} rounds`, () => {
		const random = randomNumbers(20261121);
		let made = 0;
		for (let round = 0; round < rounds; round += 1) {
			const request = {
				Image: 'x',
				...randomFields(names, random(3), random),
				...(random(3) > 0 && { HostConfig: randomFields(hostNames, random(4), random) }),
			};
			const body = bodyOf(request);
			if (body === undefined) continue;
			made += 1;
			const { HostConfig: host } = body;
			const strange = [
				...Object.keys(body).filter((name) => !passed.includes(name)),
				...Object.keys(host).filter((name) => !hostPassed.has(name)),
			];
			expect({ request, strange }).toEqual({ request, strange: [] });
			expect(body).toMatchObject({ Image: 'inner/image', Labels: labels });
			expect(host).toMatchObject({ SecurityOpt: ['no-new-privileges:true'], RestartPolicy: { Name: 'no' } });
			expect(['none', 'inner.network']).toContain(host['NetworkMode']);
			expect(['none', 'private']).toContain(host['IpcMode']);
			expect(host.Memory).toBeLessThanOrEqual(defaultLimits.container.memoryBytes);
			expect(host['MemorySwap']).toBe(host.Memory);
			expect(host.NanoCpus).toBeLessThanOrEqual(1e9);
			expect(host.PidsLimit).toBeLessThanOrEqual(defaultLimits.container.pids);
			expect(host.CapAdd.filter((name) => name !== 'CHOWN')).toEqual([]);
			expect(
				Object.keys(body.NetworkingConfig?.EndpointsConfig ?? {}).filter((name) => name !== 'inner.network'),
			).toEqual([]);
		}
		// The rounds have to reach both outcomes.
		expect(made).toBeGreaterThan(rounds / 10);
		expect(made).toBeLessThan((rounds * 9) / 10);
	});
});
