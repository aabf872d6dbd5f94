/**
 * Serves so many sessions of the Go lab as one course would for as many people: `node tests/helpers/serve-sessions.ts COUNT`.
 * It tells its port and the names of its labs as a line of JSON, and ends with its standard input.
 */
import type { AddressInfo } from 'node:net';
import { createApp } from '#runner/app.ts';
import { fakeDependencies, fakeLab } from './fake-course.ts';
import { SessionBench } from './session-bench.ts';
import { TempFolder } from './temp-folder.ts';

const count = Number(process.argv[2]);
const labs = Array.from({ length: count }, (_, index) => `go-${index + 1}`);
const bench = await SessionBench.open('go', undefined, labs);
const run = await bench.run();
await using site = await TempFolder.create();
let port: number | undefined;
const app = await createApp({
	...fakeDependencies({ siteDir: site.path }),
	labs: {
		list: () => labs.map((id) => ({ ...fakeLab, id })),
		find: (id) => (labs.includes(id) ? { ...fakeLab, id } : undefined),
	},
	sessions: run.shelf,
	port: () => port,
	onFault: (error) => console.error(error),
});
await app.listen({ host: '127.0.0.1', port: 0 });
port = (app.server.address() as AddressInfo).port;
process.stdout.write(`${JSON.stringify({ port, labs })}\n`);
process.stdin.resume().on('end', () => {
	void (async () => {
		await app.close();
		await bench[Symbol.asyncDispose]();
		for (const fault of bench.faults) console.error(fault);
		process.exit(bench.faults.length === 0 ? 0 : 1);
	})();
});
