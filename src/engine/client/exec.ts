import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '#errors';
import type { ExecRequest, ExecStream } from '../service.ts';
import { createdSchema, execStateSchema } from './api-schemas.ts';
import { Demultiplexer } from './demultiplexer.ts';
import type { EngineHttp } from './engine-http.ts';
import { EngineRefusal, engineCall, isNotFound } from './engine-refusal.ts';

/** What is kept of standard error: enough for the last words of a program, whatever it wrote before. */
const stderrBytes = 16 * 1024;
/** The end of the output comes before the engine knows the exit status, by a few milliseconds; a busy engine by seconds. */
const statusTries = 100;
const statusMilliseconds = 50;

/**
 * Starts a program in a container that runs.
 *
 * @throws UserError `container-not-running`; EngineRefusal or the network's errors otherwise.
 */
export async function startExec(
	http: EngineHttp,
	container: string,
	request: ExecRequest,
	signal?: AbortSignal,
): Promise<ExecStream> {
	const json = {
		Cmd: request.cmd,
		...(request.user !== undefined && { User: request.user }),
		...(request.workdir !== undefined && { WorkingDir: request.workdir }),
		Env: Object.entries(request.env ?? {}).map(([name, value]) => `${name}=${value}`),
		AttachStdin: true,
		AttachStdout: true,
		AttachStderr: true,
		Tty: false,
	};
	try {
		const path = `/containers/${container}/exec`;
		const { Id } = await http.json(createdSchema, { method: 'POST', path, json, signal });
		const start = { path: `/exec/${Id}/start`, json: { Detach: false, Tty: false }, signal };
		return new HttpExecStream(http, Id, await http.upgrade('tcp', start));
	} catch (error) {
		throw isGone(error) ? notRunning(container, error) : error;
	}
}

/** 404: it does not exist. 409: it does not run, or not any more. */
function isGone(error: unknown): boolean {
	return isNotFound(error) || (error instanceof EngineRefusal && error.status === 409);
}

function notRunning(container: string, cause: unknown): UserError {
	return new UserError('container-not-running', `The container ${container} does not run.`, 'Start it again.', cause);
}

class HttpExecStream extends Duplex implements ExecStream {
	readonly #http: EngineHttp;
	readonly #id: string;
	readonly #socket: Duplex;
	#stderr: Buffer = Buffer.alloc(0);

	constructor(http: EngineHttp, id: string, socket: Duplex) {
		super({ allowHalfOpen: true });
		this.#http = http;
		this.#id = id;
		this.#socket = socket;
		const output = new Demultiplexer({
			stdout: (bytes) => {
				if (!this.push(bytes)) socket.pause();
			},
			stderr: (bytes) => {
				this.#stderr = Buffer.concat([this.#stderr, bytes]).subarray(-stderrBytes);
			},
		});
		socket.on('data', (bytes: Buffer) => output.write(bytes));
		socket.on('end', () => this.push(null));
		socket.on('error', (error) => this.destroy(error));
		socket.on('close', () => this.#closed());
	}

	stderrTail(): string {
		return this.#stderr.toString('utf8');
	}

	async exitCode(): Promise<number> {
		return await engineCall('tell how a program ended', undefined, async () => {
			for (let tries = 0; tries < statusTries; tries++) {
				const call = { method: 'GET', path: `/exec/${this.#id}/json` } as const;
				const { Running, ExitCode } = await this.#http.json(execStateSchema, call);
				if (!Running && typeof ExitCode === 'number') return ExitCode;
				await delay(statusMilliseconds);
			}
			throw new Error('the program still runs');
		});
	}

	/** Nothing can be written any more; what arrived is still to be read. */
	#closed(): void {
		if (this.readableEnded || this.destroyed) {
			this.destroy();
			return;
		}
		this.once('end', () => this.destroy());
		this.push(null);
	}

	override _read(): void {
		this.#socket.resume();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
		this.#socket.write(chunk, callback);
	}

	override _final(callback: (error?: Error | null) => void): void {
		this.#socket.end(() => callback());
	}

	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		this.#socket.destroy();
		callback(error);
	}
}
