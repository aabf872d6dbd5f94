import { randomUUID } from 'node:crypto';
import type { OpenUpgraded } from '#engine/buildkit/build-session.ts';
import { type CallMetadata, metadataValues } from '#engine/buildkit/call-metadata.ts';
import { packetType } from '#engine/buildkit/file-messages.ts';
import { fileSyncHandler } from '#engine/buildkit/file-sync.ts';
import { type GrpcHandler, serveGrpc } from '#engine/buildkit/grpc-server.ts';
import { healthHandler, healthPath } from '#engine/buildkit/health.ts';
import { secretRequestCodec, secretResponseCodec } from '#engine/buildkit/secret-store.ts';
import { memoryContext } from '#engine/client/memory-context.ts';
import type { CommandSession } from './command-session.ts';
import { ContextCheck } from './context-check.ts';
import type { FetchedDockerfile } from './fetch-dockerfile.ts';
import { filePacketCodec } from './file-packets.ts';
import { buildLimits } from './limits.ts';
import { sessionPaths } from './paths.ts';
import { malformed, tooMuch } from './refusal.ts';
import { relayFiles } from './relay-files.ts';

/** The folder of the Dockerfile, as the front end and the docker command both call it. */
const dockerfileFolder = 'dockerfile';

/** Metadata of a transfer that is passed on: what to send, and which output it is. */
const passedKeys = ['dir-name', 'include-patterns', 'exclude-patterns', 'followpaths'] as const;
const outputKeys = /^(?:exporter-md-[\w-]{1,64}|buildkit-attachable-exporter-id)$/;

export interface EngineSessionParts {
	readonly open: OpenUpgraded;
	readonly command: CommandSession;
	readonly dockerfile: FetchedDockerfile;
	/** Time of the Dockerfile: another one than that of every earlier build, so that the engine fetches it anew. */
	readonly modifiedAt: Date;
	/** Bytes that an output may have. */
	readonly outputBytes: number;
}

/** The session that the engine sees for one build. Its id is ours and random: no docker command knows it. */
export interface EngineSession extends Disposable {
	readonly id: string;
}

/**
 * Opens a session with the engine for one build. It serves the Dockerfile that was looked at, passes on the other folders, the
 * output and secrets with checks, and offers nothing else: no credentials, no SSH agent.
 */
export async function openEngineSession(parts: EngineSessionParts): Promise<EngineSession> {
	const id = randomUUID();
	const handlers = new Map<string, GrpcHandler>([
		[healthPath, healthHandler],
		// An answer without a name: whatever the engine asks a registry for, it asks as nobody.
		[sessionPaths.credentials, (call) => call.send(new Uint8Array())],
		[sessionPaths.files, filesHandler(parts)],
	]);
	if (parts.command.serves(sessionPaths.output)) handlers.set(sessionPaths.output, outputHandler(parts));
	if (parts.command.serves(sessionPaths.secret)) handlers.set(sessionPaths.secret, secretHandler(parts.command));
	const socket = await parts.open('/session', {
		'X-Docker-Expose-Session-Uuid': id,
		'X-Docker-Expose-Session-Name': 'stagecraft',
		'X-Docker-Expose-Session-Sharedkey': parts.command.sharedKey,
		'X-Docker-Expose-Session-Grpc-Method': [...handlers.keys()],
	});
	const server = serveGrpc(socket, handlers);
	return { id, [Symbol.dispose]: () => server[Symbol.dispose]() };
}

function filesHandler({ command, dockerfile, modifiedAt }: EngineSessionParts): GrpcHandler {
	const { name, text, ignore } = dockerfile;
	const files = { [name]: text, ...(ignore && { [`${name}.dockerignore`]: { content: ignore } }) };
	const own = fileSyncHandler(
		new Map([[dockerfileFolder, { context: memoryContext(files, modifiedAt), sent: { entries: 0, bytes: 0 } }]]),
	);
	return async (call) => {
		if (metadataValues(call.metadata, 'dir-name')[0] === dockerfileFolder) return await own(call);
		const check = new ContextCheck();
		const learner = command.openFiles(passedOn(call.metadata, isContextKey), call.signal);
		await relayFiles(call, learner, { toEngine: (message) => check.packet(message), toLearner: (message) => message });
	};
}

function isContextKey(key: string): boolean {
	return passedKeys.some((passed) => key === passed || key === `${passed}-encoded`);
}

/** Values as they came: encoded ones stay so. */
function passedOn(metadata: CallMetadata, isPassed: (key: string) => boolean): Record<string, readonly string[]> {
	return Object.fromEntries([...metadata].filter(([key]) => isPassed(key)));
}

/** The result of `docker build -o`, from the engine to the learner's files. The command answers with requests for files. */
function outputHandler({ command, outputBytes }: EngineSessionParts): GrpcHandler {
	return async (call) => {
		let bytes = 0;
		const toLearner = (message: Uint8Array) => {
			bytes += message.length;
			if (bytes > outputBytes) throw tooMuch(`The output of the build has more than ${outputBytes} bytes.`);
			return message;
		};
		const learner = command.openOutput(
			passedOn(call.metadata, (key) => outputKeys.test(key)),
			call.signal,
		);
		await relayFiles(call, learner, { toEngine: answerToOutput, toLearner });
	};
}

const answers: ReadonlySet<number> = new Set([packetType.request, packetType.finish, packetType.error]);

function answerToOutput(message: Uint8Array): Uint8Array {
	const { type, ID, data } = filePacketCodec.decode(message);
	if (!answers.has(type)) throw malformed('The docker command sent a packet that is no answer to an output.');
	const words = type === packetType.error ? data.subarray(0, buildLimits.pathBytes) : new Uint8Array();
	return filePacketCodec.encode({ type, stat: null, ID, data: words });
}

/** The learner's own secrets, for their own steps. */
function secretHandler(command: CommandSession): GrpcHandler {
	return async (call) => {
		for await (const message of call.messages) {
			const request = secretRequestCodec.encode(secretRequestCodec.decode(message));
			const { data } = secretResponseCodec.decode(await command.secret(request, call.signal));
			if (data.length > buildLimits.secretBytes) {
				throw tooMuch(`A secret may have ${buildLimits.secretBytes} bytes.`);
			}
			await call.send(secretResponseCodec.encode({ data }));
			return;
		}
	};
}
