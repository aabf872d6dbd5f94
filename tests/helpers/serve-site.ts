/**
 * Serves the course's pages as files and nothing else: what is left when the runner is stopped. `node
 * tests/helpers/serve-site.ts SITE-DATA`; tells its address as a line of JSON, and ends with its standard input.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '#runner/env.ts';
import { ensureSite } from '#runner/site-build.ts';

const types: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css',
	'.js': 'text/javascript',
	'.svg': 'image/svg+xml',
	'.json': 'application/json',
};

const [siteData] = process.argv.slice(2);
if (siteData === undefined) throw new Error('give a folder for the site');
const projectDir = fileURLToPath(new URL('../..', import.meta.url));
const { variables } = readEnvironment();
const signal = new AbortController().signal;
const site = await ensureSite({ projectDir, dataDir: siteData, variables, signal, onBuilding: () => undefined });

const server = createServer((request, response) => {
	const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
	const file = join(site.directory, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
	stat(file)
		.then((found) => {
			if (!found.isFile()) throw new Error(`${file} is no file`);
			response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
			createReadStream(file).pipe(response);
		})
		.catch(() => response.writeHead(404).end());
}).listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${port}` })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
