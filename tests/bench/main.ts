/** `npm run bench [-- NAME… --rounds N --size N]`: figures of this project, each beside a floor and taken in the same run. */
import { ScriptOptions } from '../helpers/script-options.ts';
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

const names = benches.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n');
const called: ScriptOptions = new ScriptOptions(
	`usage: npm run bench [-- NAME… --rounds N --size N]; without names, all of them:\n${names}`,
);
const { values, positionals } = called.parse({
	rounds: { type: 'string', default: defaultRounds },
	size: { type: 'string' },
});
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) called.refuse(`There is no bench ${unknown.join(', ')}.`);
const rounds = called.count('rounds', values.rounds);
const size = values.size === undefined ? undefined : called.count('size', values.size);
const print = (line: string) => console.log(line);
for (const bench of benches) {
	if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
	print(`${bench.name}: ${bench.summary}`);
	if (await bench.run({ rounds, print, ...(size === undefined ? {} : { size }) })) continue;
	print(`${bench.name}: beyond its limit`);
	process.exitCode = 1;
}
