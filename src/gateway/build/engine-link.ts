import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { OpenUpgraded } from '#engine/buildkit/build-session.ts';
import { GrpcClient } from '#engine/buildkit/grpc-client.ts';
import type { Engine } from '#engine/engine.ts';
import { emptyPolicy } from './build-policy.ts';
import { buildIdHeader, controlPath, llbPath } from './paths.ts';
import { emptyResult, engineInfoCodec, pongCodec, returnedCodec, workerListCodec } from './result-messages.ts';
import { madeSolveCodec } from './solve-messages.ts';

/** Opens upgraded connections to an engine, each fresh. Rejects when it does not switch protocols. */
export function upgradesOf(engine: Pick<Engine, 'connect' | 'facts'>): OpenUpgraded {
	return async (path, headers) => {
		const connection = await engine.connect();
		const { promise, resolve, reject } = Promise.withResolvers<typeof connection>();
		const sent = request({
			createConnection: () => connection,
			method: 'POST',
			path: `/v${engine.facts.apiVersion}${path}`,
			headers: { Host: 'docker', Connection: 'Upgrade', Upgrade: 'h2c', 'Content-Length': 0, ...headers },
		});
		sent.on('error', (error) => {
			connection.destroy();
			reject(error);
		});
		sent.on('upgrade', (_response, socket, head) => {
			if (head.length > 0) socket.unshift(head);
			resolve(socket);
		});
		sent.on('response', (response) => {
			connection.destroy();
			reject(new Error(`The engine answered ${path} with status ${response.statusCode} and did not switch to h2c.`));
		});
		sent.end();
		return await promise;
	};
}

/** What the engine says of itself: the same for every build, so it is asked once for each connection. */
interface Answers {
	readonly workers: Promise<Uint8Array>;
	readonly info: Promise<Uint8Array>;
	readonly pong: Promise<Uint8Array>;
}

interface Connected {
	readonly client: GrpcClient;
	readonly answers: Answers;
}

/** One connection to the engine's BuildKit for all builds of a session; opened again when it was lost. */
export class EngineLink implements Disposable {
	readonly #open: OpenUpgraded;
	#connected: Promise<Connected> | undefined;

	constructor(open: OpenUpgraded) {
		this.#open = open;
	}

	async client(): Promise<GrpcClient> {
		return (await this.#connect()).client;
	}

	/** Of `Control.ListWorkers`, without the labels of the engine's machine. */
	async workers(): Promise<Uint8Array> {
		return await (await this.#connect()).answers.workers;
	}

	/** Of `Control.Info`. */
	async info(): Promise<Uint8Array> {
		return await (await this.#connect()).answers.info;
	}

	/** Of `LLBBridge.Ping`. */
	async pong(): Promise<Uint8Array> {
		return await (await this.#connect()).answers.pong;
	}

	async #connect(): Promise<Connected> {
		const known = await this.#connected?.catch(() => undefined);
		if (known !== undefined && !known.client.isClosed) return known;
		this.#connected = this.#dial();
		return await this.#connected;
	}

	async #dial(): Promise<Connected> {
		const client = new GrpcClient(await this.#open('/grpc', {}));
		return {
			client,
			answers: { workers: once(workersOf(client)), info: once(infoOf(client)), pong: once(pongOf(client)) },
		};
	}

	[Symbol.dispose](): void {
		this.#connected?.then(
			({ client }) => client[Symbol.dispose](),
			() => undefined,
		);
	}
}

/** An answer that nobody waits for yet may fail: whoever asks for it is told. */
function once(answer: Promise<Uint8Array>): Promise<Uint8Array> {
	answer.catch(() => undefined);
	return answer;
}

const nothing = new Uint8Array();

async function workersOf(client: GrpcClient): Promise<Uint8Array> {
	const answer = await client.unary(`${controlPath}/ListWorkers`, nothing);
	return workerListCodec.encode(workerListCodec.decode(answer));
}

async function infoOf(client: GrpcClient): Promise<Uint8Array> {
	return engineInfoCodec.encode(engineInfoCodec.decode(await client.unary(`${controlPath}/Info`, nothing)));
}

/** The bridge answers within a build alone: one that builds nothing and may fetch nothing is opened for it. */
async function pongOf(client: GrpcClient): Promise<Uint8Array> {
	const ref = randomUUID();
	const solving = client.unary(
		`${controlPath}/Solve`,
		madeSolveCodec.encode({
			Ref: ref,
			ExporterDeprecated: '',
			ExporterAttrsDeprecated: {},
			Session: '',
			Cache: { Exports: [] },
			Internal: true,
			SourcePolicy: emptyPolicy,
			Exporters: [],
		}),
	);
	const metadata = { [buildIdHeader]: ref };
	const asking = client.unary(`${llbPath}/Ping`, nothing, { metadata });
	const pong = await Promise.race([asking, solving.then(() => asking)]);
	await client.unary(`${llbPath}/Return`, returnedCodec.encode({ result: emptyResult, error: null }), { metadata });
	await solving;
	return pongCodec.encode(pongCodec.decode(pong));
}
