/** A run of the course in a process of its own, for tests that kill it: types each line that it reads into a terminal. */
import { createInterface } from 'node:readline';
import type { Session } from '#session/session.ts';
import { openScreen, SessionBench, until } from './session-bench.ts';
import { promptEnd } from './workspace.ts';

const bench = await SessionBench.open('go', process.argv[2]);
const session = (await (await bench.run()).shelf.open('go')) as Session;
await until(session, ({ state }) => state === 'ready');
const screen = await openScreen(session);
await screen.until(promptEnd);
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
	const { exitCode } = await screen.command(line);
	process.stdout.write(`${exitCode}\n`);
}
