import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode, UserError } from '#errors';
import type { TlsFiles } from '../client/transport.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** An address at which the user's own engine may answer. */
export interface EngineCandidate {
	/** What named it, for messages: `DOCKER_HOST`, `Docker context "lab"` or `default socket`. */
	readonly source: string;
	readonly address: string;
	readonly tls?: TlsFiles;
}

const configSchema = z.looseObject({ currentContext: z.string().optional() });

const contextSchema = z.looseObject({
	Endpoints: z.looseObject({ docker: z.looseObject({ Host: z.string().min(1) }) }),
});

async function textOf(path: string): Promise<string | undefined> {
	return await readFile(path, 'utf8').catch((error: unknown) => {
		if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
		throw error;
	});
}

/** Reads a file of the Docker CLI; undefined when it is not there. */
async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
	const text = await textOf(path);
	if (text === undefined) return undefined;
	try {
		return schema.parse(JSON.parse(text));
	} catch (error) {
		throw new UserError(
			'usage-invalid',
			`${path} is not a configuration of the Docker CLI.`,
			'Repair or remove the file; docker context ls shows which contexts there are.',
			error,
		);
	}
}

async function tlsFilesIn(folder: string): Promise<TlsFiles | undefined> {
	const [ca, cert, key] = await Promise.all(
		['ca.pem', 'cert.pem', 'key.pem'].map((name) => textOf(join(folder, name))),
	);
	if (ca === undefined && cert === undefined && key === undefined) return undefined;
	return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function configFolder(env: Variables): string {
	return env['DOCKER_CONFIG'] || join(env['HOME'] || '/root', '.docker');
}

async function fromEnvironment(env: Variables, address: string): Promise<EngineCandidate> {
	const verify = (env['DOCKER_TLS_VERIFY'] ?? '') !== '';
	const tls = verify ? await tlsFilesIn(env['DOCKER_CERT_PATH'] || configFolder(env)) : undefined;
	return { source: 'DOCKER_HOST', address, ...(tls && { tls }) };
}

/** Where the Docker CLI keeps a context: https://docs.docker.com/engine/manage-resources/contexts/ */
async function fromContext(folder: string, name: string): Promise<EngineCandidate> {
	const id = createHash('sha256').update(name).digest('hex');
	const meta = await readJson(join(folder, 'contexts', 'meta', id, 'meta.json'), contextSchema);
	if (meta === undefined) {
		throw new UserError(
			'usage-invalid',
			`The Docker context "${name}" does not exist.`,
			'Choose one that docker context ls shows, with docker context use NAME.',
		);
	}
	const tls = await tlsFilesIn(join(folder, 'contexts', 'tls', id, 'docker'));
	return { source: `Docker context "${name}"`, address: meta.Endpoints.docker.Host, ...(tls && { tls }) };
}

/** Where engines put their sockets when nobody says otherwise. */
function defaultSockets(env: Variables): readonly string[] {
	const home = env['HOME'];
	const below = (folder: string | undefined, name: string) => (folder ? [join(folder, name)] : []);
	return [
		'/var/run/docker.sock',
		...below(env['XDG_RUNTIME_DIR'], 'docker.sock'),
		...below(home, '.docker/run/docker.sock'),
		...below(home, '.docker/desktop/docker.sock'),
		...below(home, '.orbstack/run/docker.sock'),
		...below(home, '.colima/default/docker.sock'),
		...below(home, '.rd/docker.sock'),
	];
}

/**
 * The addresses of the user's own engine, in the order and by the rules of the Docker CLI: `DOCKER_HOST`, else the
 * chosen context, else the sockets at usual places that are there.
 *
 * @throws UserError `usage-invalid` for a configuration that cannot be read or a context that does not exist.
 */
export async function engineCandidates(
	env: Variables,
	sockets = defaultSockets(env),
): Promise<readonly EngineCandidate[]> {
	const host = env['DOCKER_HOST'];
	if (host) return [await fromEnvironment(env, host)];
	const folder = configFolder(env);
	const config = await readJson(join(folder, 'config.json'), configSchema);
	const context = env['DOCKER_CONTEXT'] || config?.currentContext || 'default';
	if (context !== 'default') return [await fromContext(folder, context)];
	const found: EngineCandidate[] = [];
	for (const path of sockets) {
		const isThere = await access(path).then(
			() => true,
			() => false,
		);
		if (isThere) found.push({ source: 'default socket', address: `unix://${path}` });
	}
	return found;
}
