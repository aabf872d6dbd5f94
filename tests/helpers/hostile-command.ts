import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileSyncHandler } from '#engine/buildkit/file-sync.ts';
import { GrpcClient } from '#engine/buildkit/grpc-client.ts';
import { type GrpcHandler, serveGrpc } from '#engine/buildkit/grpc-server.ts';
import { memoryContext } from '#engine/client/memory-context.ts';
import { type WireField, wire, wireMap } from './wire.ts';

export const control = '/moby.buildkit.v1.Control';
export const bridge = '/moby.buildkit.v1.frontend.LLBBridge';
export const fileSync = '/moby.filesync.v1.FileSync/DiffCopy';

/** What is sent instead of what a docker command sends. */
export interface HostileBuild {
	/** More fields of `Control.Solve`. */
	readonly solve?: readonly WireField[];
	/** More fields of `LLBBridge.Solve`. */
	readonly frontend?: readonly WireField[];
	readonly options?: Readonly<Record<string, string>>;
	readonly dockerfile?: string;
	/** Serves the folders in another way. */
	readonly files?: GrpcHandler;
	readonly ref?: string;
	readonly session?: string;
	/** Build that the calls of the bridge name. */
	readonly buildId?: string;
	/** `LLBBridge.Return`; default: what a docker command returns. */
	readonly returned?: Buffer;
	readonly name?: string;
}

export interface Outcome {
	/** Message of each call that failed. */
	readonly frontend?: string;
	readonly solve?: string;
}

/** A client that speaks the protocol of a docker command and sends what it likes. */
export class HostileCommand implements Disposable {
	readonly session = randomUUID();
	readonly #dial: () => Duplex;
	readonly #open: Disposable[] = [];

	/** @param dial gives a connection to the gateway. */
	constructor(dial: () => Duplex) {
		this.#dial = dial;
	}

	/** A connection that has switched protocols. Rejects with the answer when it did not. */
	upgraded(path: string, headers: Record<string, string | string[]> = {}): Promise<Duplex> {
		const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
		const connection = this.#dial();
		connection.on('error', () => undefined);
		const sent = request({
			createConnection: () => connection,
			method: 'POST',
			path,
			headers: { Host: 'docker', Connection: 'Upgrade', Upgrade: 'h2c', 'Content-Length': 0, ...headers },
		});
		sent.on('upgrade', (_, socket) => resolve(socket));
		sent.on('response', async (response) => reject(new Error((await response.toArray()).join(''))));
		sent.on('error', reject);
		sent.end();
		return promise;
	}

	async client(): Promise<GrpcClient> {
		const client = new GrpcClient(await this.upgraded('/grpc'));
		this.#open.push(client);
		return client;
	}

	/** Attaches the session of a command. */
	async attach(id: string, files: GrpcHandler, sharedKey = id): Promise<void> {
		const socket = await this.upgraded('/session', {
			'X-Docker-Expose-Session-Uuid': id,
			'X-Docker-Expose-Session-Name': 'hostile',
			'X-Docker-Expose-Session-Sharedkey': sharedKey,
			'X-Docker-Expose-Session-Grpc-Method': [fileSync],
		});
		this.#open.push(serveGrpc(socket, new Map([[fileSync, files]])));
	}

	/** Message of a call that fails; undefined when it does not. */
	async failure(path: string, message: Uint8Array, metadata: Record<string, string> = {}): Promise<string | undefined> {
		const client = await this.client();
		try {
			await client.unary(path, message, { metadata });
			return undefined;
		} catch (error) {
			return (error as Error).message;
		}
	}

	/** A build from its first call to its last. */
	async build(hostile: HostileBuild): Promise<Outcome> {
		const client = await this.client();
		const session = randomUUID();
		await this.attach(
			session,
			hostile.files ?? folders({ Dockerfile: hostile.dockerfile ?? 'FROM scratch\nCOPY x /\n' }),
		);
		const ref = hostile.ref ?? randomUUID();
		const exporter: WireField[] = [[3, 'moby'], ...wireMap(4, { name: hostile.name ?? 'hostile' })];
		const fields: WireField[] = [[1, ref], ...exporter, [5, hostile.session ?? session], [11, 1]];
		const solving = told(client.unary(`${control}/Solve`, wire(...fields, ...(hostile.solve ?? []))));
		const metadata = { 'buildkit-controlapi-buildid': hostile.buildId ?? ref };
		const asked = wire(
			[2, 'dockerfile.v0'],
			...wireMap(3, hostile.options ?? {}),
			[5, 1],
			[6, 1],
			...(hostile.frontend ?? []),
		);
		const calling = told(client.unary(`${bridge}/Solve`, asked, { metadata }));
		// A refused build has no front end to wait for.
		const early = await Promise.race([calling.then(() => undefined), solving]);
		if (early !== undefined) return { solve: early };
		const frontend = await calling;
		const answer =
			frontend === undefined
				? wire([1, [[3, '']]])
				: wire([
						2,
						[
							[1, 2],
							[2, frontend],
						],
					]);
		await told(client.unary(`${bridge}/Return`, hostile.returned ?? answer, { metadata }));
		const solve = await solving;
		return { ...(frontend !== undefined && { frontend }), ...(solve !== undefined && { solve }) };
	}

	[Symbol.dispose](): void {
		for (const open of this.#open) open[Symbol.dispose]();
	}
}

function told(call: Promise<unknown>): Promise<string | undefined> {
	return call.then(
		() => undefined,
		(error: unknown) => (error as Error).message,
	);
}

/** Serves these files as the context, and those of them that are asked for as the Dockerfile's folder. */
export function folders(files: Readonly<Record<string, string>>): GrpcHandler {
	const folder = () => ({ context: memoryContext({ x: 'x', ...files }), sent: { entries: 0, bytes: 0 } });
	return fileSyncHandler(
		new Map([
			['context', folder()],
			['dockerfile', folder()],
		]),
	);
}
