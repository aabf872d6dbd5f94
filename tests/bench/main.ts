/** `npm run bench [-- NAME… --rounds N --size N]`: figures of this project, each beside a floor and taken in the same run. */
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { gatewayBenches } from './gateway.ts';
import { gradeBatch } from './grade-batch.ts';
import { gradeMemory, gradeOverhead } from './grade-memory.ts';
import { imageAnalysis } from './image-analysis.ts';
import { lighthouse } from './lighthouse.ts';
import { terminalEcho } from './terminal/echo.ts';
import { terminalFlood } from './terminal/flood.ts';
import { manySessions } from './terminal/many-sessions.ts';
import { sessionOpen } from './terminal/open-session.ts';

const benches: readonly Bench[] = [
	imageAnalysis,
	...gatewayBenches,
	terminalEcho,
	terminalFlood,
	sessionOpen,
	manySessions,
	gradeOverhead,
	gradeMemory,
	gradeBatch,
	lighthouse,
];

/** Odd, so that the median is one of the runs; few, since one takes up to a minute. */
const defaultRounds = '5';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { rounds: { type: 'string', default: defaultRounds }, size: { type: 'string' } },
});
const rounds = Number(values.rounds);
const size = values.size === undefined ? undefined : Number(values.size);
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
const counts = [rounds, ...(size === undefined ? [] : [size])];
if (unknown.length > 0 || !counts.every((count) => Number.isInteger(count) && count > 0)) {
	console.error(
		`usage: npm run bench [-- NAME… --rounds N --size N], names: ${benches.map(({ name }) => name).join(', ')}`,
	);
	process.exit(2);
}
const print = (line: string) => console.log(line);
for (const bench of benches) {
	if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
	print(`${bench.name}: ${bench.summary}`);
	if (await bench.run({ rounds, print, ...(size === undefined ? {} : { size }) })) continue;
	print(`${bench.name}: beyond its limit`);
	process.exitCode = 1;
}
