/**
 * Serves the course's pages without an engine, for tests of what the page does: real files, real shells of this machine, and
 * a session that obeys. `node tests/helpers/serve-page.ts SITE-DATA WORK`; a line of JSON on standard input changes the
 * session, `{"view": {…}}`, what the next one begins with, `{"starting": {…}}`, or the health, `{"health": {…}}`; it tells its
 * address as a line of JSON, and each change that is done.
 */
import { watch } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { loadLabs } from '#lab/load.ts';
import { publicView } from '#lab/public-view.ts';
import type { Health } from '#protocol/api.ts';
import type { SessionView } from '#protocol/session-view.ts';
import { createApp } from '#runner/app.ts';
import { readEnvironment } from '#runner/env.ts';
import { ensureSite } from '#runner/site-build.ts';
import { WorkStore } from '#submission/work-store.ts';
import { fakeDependencies, fakeHealth } from './fake-course.ts';
import { LocalSession, LocalSessions } from './local-sessions.ts';
import { openLocalShell } from './local-shell.ts';

const [siteData, workDir] = process.argv.slice(2);
if (siteData === undefined || workDir === undefined) throw new Error('give a folder for the site and one for the work');
const projectDir = fileURLToPath(new URL('../..', import.meta.url));
const { variables } = readEnvironment();
const signal = new AbortController().signal;
const site = await ensureSite({ projectDir, dataDir: siteData, variables, signal, onBuilding: () => undefined });
const labs = await loadLabs(join(projectDir, 'labs'));
const views = labs.map(({ lab }) => publicView(lab));
const work = new WorkStore(labs, workDir);
const files = work.of('go').files;
await work.read('go');
const scratch = await mkdtemp(join(tmpdir(), 'stagecraft-shell-'));
const blocks = JSON.parse(await readFile(join(site.directory, 'blocks.json'), 'utf8'));

const sessions = new LocalSessions((lab) => {
	const resetFiles = async () => void (await work.reset(lab));
	return new LocalSession(lab, () => openLocalShell(files, scratch), resetFiles);
});
let health: Health = { ...fakeHealth, labs: [{ id: 'go', state: 'ready', needs: [], missing: [] }] };
watch(files, (_event, name) => sessions.current?.filesChanged(name === null ? [] : [name]));

/** What a container would serve: it says which path was asked for. */
const container = createServer((request, response) => {
	response.setHeader('content-type', 'text/html');
	response.end(`<!doctype html><title>A container</title><h1>Served: ${request.url}</h1>`);
}).listen(0, '127.0.0.1');

let port: number | undefined;
const app = await createApp({
	...fakeDependencies({ siteDir: site.directory }),
	labs: { list: () => views, find: (id) => views.find((view) => view.id === id) },
	work,
	sessions,
	blocks: { command: ({ lesson, block }) => blocks[lesson]?.[block]?.command },
	health: () => health,
	port: () => port,
	onFault: (error) => console.error(error),
});
await app.listen({ host: '127.0.0.1', port: 0 });
port = (app.server.address() as AddressInfo).port;
const preview = `http://127.0.0.1:${(container.address() as AddressInfo).port}/`;
process.stdout.write(
	`${JSON.stringify({ address: `http://127.0.0.1:${port}`, files, preview, site: site.directory })}\n`,
);

for await (const line of createInterface({ input: process.stdin })) {
	const order = JSON.parse(line) as { view?: Partial<SessionView>; starting?: Partial<SessionView>; health?: Health };
	if (order.health !== undefined) health = order.health;
	if (order.starting !== undefined) sessions.starting = order.starting;
	if (order.view !== undefined) sessions.current?.change(order.view);
	process.stdout.write(`${JSON.stringify({ done: true })}\n`);
}
await sessions.end();
await rm(scratch, { recursive: true });
process.exit(0);
