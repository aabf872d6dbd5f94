/** A class of thirty at the same time, a third of them building: does each key still come back at once? */
import { setTimeout as delay } from 'node:timers/promises';
import { labelNames } from '#engine/labels.ts';
import { sizeText } from '#protocol/size-text.ts';
import { testEngine } from '../../helpers/engine.ts';
import { buildCommand, echo, ManySessions, prompt } from '../../helpers/many-sessions.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import { residentBytes } from '../process-memory.ts';
import { median, percentile } from '../rounds.ts';
import { workspaceBytes } from './workspace-memory.ts';

const sessions = 30;
const building = 10;
/** Milliseconds from a key to its letter, for 19 of 20. */
const longestEcho = 100;
/** Bytes of one session: its workspace with its part of what all share, and its part of the course. */
const mostMemory = 25_000_000;
/** Milliseconds between two keys of all together: thirty people type as many. */
const betweenKeys = 20;
/** Compiles the calculator and the library that it is linked with. */
const build = buildCommand(
	'FROM golang:1.27',
	'WORKDIR /src',
	'COPY . .',
	'RUN CGO_ENABLED=0 go build -o /calculator .',
);

export const manySessions: Bench = {
	name: 'sessions-30',
	summary: `${sessions} sessions open at once, ${building} of them building, and a key in the others until it comes back`,
	async run({ print }: BenchOptions): Promise<boolean> {
		await using engine = await testEngine();
		await using served = await ManySessions.serve(sessions);
		const idle = await residentBytes(served.pid);
		const start = performance.now();
		const terminals = await Promise.all(served.labs.map((lab) => served.open(lab)));
		await Promise.all(terminals.map((terminal) => terminal.until(prompt)));
		const opened = performance.now() - start;
		const containers = (await engine.containers.list({ [labelNames.role]: 'workspace' })).map(({ id }) => id);
		const runner = ((await residentBytes(served.pid)) - idle) / sessions;
		const memory = (await workspaceBytes(containers)).withFiles / containers.length + runner;

		print(`open     ${sessions} sessions in ${(opened / 1000).toFixed(1)} s`);
		print(`memory   ${sizeText(memory)} each, ${sizeText(runner)} of it in the course (limit ${sizeText(mostMemory)})`);

		const builders = terminals.slice(0, building);
		const typists = terminals.slice(building);
		for (const terminal of builders) terminal.type(`${build}\r`);
		let isBuilding = true;
		const built = Promise.all(builders.map((terminal) => terminal.until(/built: (\d+)/))).finally(() => {
			isBuilding = false;
		});
		const times: number[] = [];
		for (let next = 0; isBuilding; next = (next + 1) % typists.length) {
			const terminal = typists[next];
			if (terminal !== undefined) times.push(await echo(terminal));
			await delay(betweenKeys);
		}
		const statuses = (await built).map(([, status]) => Number(status));
		const failed = statuses.filter((status) => status !== 0).length;
		const p95 = percentile(times, 0.95);
		print(`builds   ${building - failed} of ${building} without error`);
		const middle = median(times).toFixed(1);
		print(`echo     p95 ${p95.toFixed(1)} ms of ${times.length} keys, median ${middle} ms (limit ${longestEcho})`);
		return failed === 0 && p95 <= longestEcho && memory <= mostMemory;
	},
};
