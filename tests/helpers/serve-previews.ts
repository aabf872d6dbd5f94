/**
 * A course with one preview, and another site, for tests in a browser: `node tests/helpers/serve-previews.ts`. Prints one line
 * of JSON with the addresses, and ends with its standard input.
 */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#runner/app.ts';
import { PreviewServer } from '#runner/preview/preview-server.ts';
import { fakeDependencies } from './fake-course.ts';
import { FakeSessions } from './fake-sessions.ts';
import { learnerProgram } from './learner-program.ts';

const html = (body: string) => `<!doctype html><title>test</title>${body}`;

const siteDir = await mkdtemp(join(tmpdir(), 'stagecraft-previews-'));
await writeFile(join(siteDir, 'index.html'), html('<h1>The course</h1>'));
await writeFile(join(siteDir, '404.html'), html(''));

const sessions = new FakeSessions();
const session = await sessions.open('go');
await session.openTerminal();
let port: number | undefined;
const app = await createApp(fakeDependencies({ siteDir, sessions, port: () => port }));
await app.listen({ host: '127.0.0.1', port: 0 });
port = (app.server.address() as AddressInfo).port;

// The program shows which cookies it got, and tries to set one for the course, and frames to forbid.
const program = await learnerProgram(({ url, headers }, response) => {
	response.setHeader('set-cookie', ['own=1', `stagecraft-${port}=stolen`]);
	response.setHeader('x-frame-options', 'DENY');
	response.setHeader('content-type', 'text/html');
	response.end(html(`<p>path ${url}</p><p>cookies ${headers.cookie ?? 'none'}</p>`));
});
const preview = await PreviewServer.open(
	{ container: 'web', port: 5000, containerPort: 5000, dial: program.dial },
	{
		host: '127.0.0.1',
		courseOrigins: () => [`http://127.0.0.1:${port}`, `http://localhost:${port}`],
		onFault: (error) => {
			throw error;
		},
	},
);
session.change({ previews: [{ container: 'web', port: 5000, url: preview.url }] });

const otherSite = createServer((_request, response) => {
	response.setHeader('content-type', 'text/html').end(html('<h1>Another site</h1>'));
});
otherSite.listen({ host: '127.0.0.1', port: 0 });
await once(otherSite, 'listening');

const addresses = { coursePort: port, preview: preview.url, otherPort: (otherSite.address() as AddressInfo).port };
process.stdout.write(`${JSON.stringify(addresses)}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await rm(siteDir, { recursive: true });
process.exit(0);
