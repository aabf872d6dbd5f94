/** The docker command on a session's gateway, beside the same command on the engine's own socket. */
import { fileURLToPath } from 'node:url';
import { UserError } from '#errors';
import { DockerCli } from '../helpers/docker-cli.ts';
import { testEngine } from '../helpers/engine.ts';
import { TestSession } from '../helpers/gateway.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type CommandLine, compareInRounds, median } from './rounds.ts';

const base = 'golang:1.27';
const folder = fileURLToPath(new URL('../../labs/go/solution', import.meta.url));

interface Measured {
	readonly name: string;
	readonly summary: string;
	readonly args: readonly string[];
	/** The time through the gateway may be this many times that on the socket. */
	readonly largestRatio: number;
}

/** Each build takes the name from the one before it: the label finds them all. */
const label = 'stagecraft-bench';
const build = ['build', '--quiet', '-t', 'stagecraft-bench', '--label', `${label}=1`, folder];

const measured: readonly Measured[] = [
	{ name: 'gateway-images', summary: 'docker images', args: ['images'], largestRatio: 1.25 },
	{ name: 'gateway-ps', summary: 'docker ps', args: ['ps', '-a'], largestRatio: 1.25 },
	{ name: 'gateway-cached', summary: 'docker build of the Go lab, all cached', args: build, largestRatio: 1.1 },
	{
		name: 'gateway-uncached',
		summary: 'docker build of the Go lab, nothing cached',
		args: [...build.slice(0, 1), '--no-cache', ...build.slice(1)],
		largestRatio: 1.03,
	},
];

export const gatewayBenches: readonly Bench[] = measured.map(({ name, summary, args, largestRatio }) => ({
	name,
	summary: `${summary} through a session's gateway, beside the engine's own socket`,
	async run({ rounds, print }: BenchOptions): Promise<boolean> {
		await using engine = await testEngine();
		const socket = /^unix:\/\/(.*)$/.exec(engine.facts.address)?.[1];
		if (socket === undefined || (await engine.images.inspect(base)) === undefined)
			throw new UserError(
				'image-not-found',
				`There is no engine with a socket and ${base}.`,
				'Run: npx stagecraft prepare go',
			);
		await using session = await TestSession.open(engine, [base]);
		await using bare = await DockerCli.create(socket);
		try {
			const [floor, subject] = [bare, session.cli].map((cli): CommandLine => {
				const [program, line] = cli.line(args);
				return [program, ...line];
			});
			if (floor === undefined || subject === undefined) throw new Error('two command lines are compared');
			const compared = await compareInRounds(floor, subject, rounds, (one, other) =>
				print(`  socket ${one.milliseconds.toFixed(0)} ms, gateway ${other.milliseconds.toFixed(0)} ms`),
			);
			const times = [compared.floor, compared.subject].map((runs) =>
				median(runs.map(({ milliseconds }) => milliseconds)),
			);
			print(`socket  ${times[0]?.toFixed(0)} ms (median of ${rounds})`);
			print(`gateway ${times[1]?.toFixed(0)} ms`);
			print(`time    ${compared.ratio.toFixed(3)} times (limit ${largestRatio})`);
			return compared.ratio <= largestRatio;
		} finally {
			for (const { id } of await engine.images.list({ [label]: '1' })) await engine.images.remove(id);
		}
	},
}));
