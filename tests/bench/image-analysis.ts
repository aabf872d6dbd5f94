/** The analysis of a large image by the command line, beside the bare reading of its archive. */
import { fileURLToPath } from 'node:url';
import { UserError } from '#errors';
import { sizeText } from '#protocol/size-text.ts';
import { testEngine } from '../helpers/engine.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type CommandLine, compareInRounds, median } from './rounds.ts';

const reference = 'golang:1.27';
const command = fileURLToPath(new URL('../../src/cli/stagecraft.mjs', import.meta.url));

/** The time of the analysis may be this many times that of reading the archive. */
const largestRatio = 1.5;
/** Resident memory: a small machine runs the engine and the course beside it. */
const largestPeakBytes = 150_000_000;

export const imageAnalysis: Bench = {
	name: 'image',
	summary: `stagecraft image ${reference} beside docker save ${reference} | tar -tv`,
	async run({ rounds, print }: BenchOptions): Promise<boolean> {
		await using engine = await testEngine();
		const { address } = engine.facts;
		const image = await engine.images.inspect(reference);
		if (image === undefined)
			throw new UserError('image-not-found', `The engine has no ${reference}.`, 'Run: npx stagecraft prepare go');
		print(`${reference}: ${sizeText(image.engineSize)}, engine ${engine.facts.version} at ${address}`);
		const subject: CommandLine = ['env', `DOCKER_HOST=${address}`, process.execPath, command, 'image', reference];
		const {
			floor,
			subject: ours,
			ratio,
		} = await compareInRounds(floorOf(address), subject, rounds, (one, other) =>
			print(
				`  floor ${seconds(one.milliseconds)}, analysis ${seconds(other.milliseconds)}, ${sizeText(other.peakBytes)}`,
			),
		);
		const peak = Math.max(...ours.map(({ peakBytes }) => peakBytes));
		print(`floor     ${seconds(median(floor.map(({ milliseconds }) => milliseconds)))} (median of ${rounds})`);
		print(`analysis  ${seconds(median(ours.map(({ milliseconds }) => milliseconds)))}`);
		print(`time      ${ratio.toFixed(2)} times the floor (limit ${largestRatio})`);
		print(`memory    ${sizeText(peak)} resident at most (limit ${sizeText(largestPeakBytes)})`);
		return ratio <= largestRatio && peak <= largestPeakBytes;
	},
};

/** What `docker save | tar -tv` does, by curl where the engine has a socket: it needs no Docker client. */
function floorOf(address: string): CommandLine {
	const socket = /^unix:\/\/(.*)$/.exec(address)?.[1];
	const save =
		socket === undefined
			? `docker --host "$0" save ${reference}`
			: `curl --silent --fail --unix-socket "$0" http://docker/images/${reference}/get`;
	return ['sh', '-c', `${save} | tar -tv > /dev/null`, socket ?? address];
}

function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}
