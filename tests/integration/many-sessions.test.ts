/** Several people at once, some of them building: the short form of `npm run bench -- sessions-30`. */
import { expect, it } from 'vitest';
import { buildCommand, echo, ManySessions, prompt } from '../helpers/many-sessions.ts';

/** Keeps a processor busy for a moment. */
const build = buildCommand('FROM debian:trixie', 'COPY . .', 'RUN for i in $(seq 300000); do :; done');

it('build and type at the same time, and none of them sees an error', async () => {
	await using served = await ManySessions.serve(5);
	const terminals = await Promise.all(served.labs.map((lab) => served.open(lab)));
	await Promise.all(terminals.map((terminal) => terminal.until(prompt)));
	const [builders, typists] = [terminals.slice(0, 2), terminals.slice(2)];
	for (const terminal of builders) terminal.type(`${build}\r`);
	let isBuilding = true;
	const built = Promise.all(builders.map((terminal) => terminal.until(/built: (\d+)/))).finally(() => {
		isBuilding = false;
	});
	let keys = 0;
	for (; isBuilding; keys += typists.length) await Promise.all(typists.map(echo));
	expect((await built).map(([, status]) => status)).toEqual(['0', '0']);
	expect(keys).toBeGreaterThan(0);
}, 600_000);
