/** Many sessions of one course in another process, each with a terminal over a real WebSocket. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SessionView } from '#protocol/session-view.ts';
import { acknowledgeBytes, type ClientFrame, decodeServerFrame, encodeClientFrame } from '#protocol/terminal.ts';

const program = fileURLToPath(new URL('./serve-sessions.ts', import.meta.url));
/** Times a page looks whether its session is ready. */
const lookMilliseconds = 100;

/** The end of a prompt: what follows its dollar are marks and colours. */
export const prompt = /\$ \S*$/;

/** Builds from these lines, with nothing cached, and prints `built: ` and the status. */
export function buildCommand(...dockerfile: readonly string[]): string {
	return [
		`printf '%s\\n' ${dockerfile.map((line) => `'${line}'`).join(' ')} > bench.Dockerfile`,
		'docker build --quiet --no-cache -t bench -f bench.Dockerfile .',
		'echo "built: $?"',
	].join('; ');
}

/** A terminal of one of the sessions. */
export class OneTerminal {
	readonly #socket: WebSocket;
	#text = '';
	#acknowledged = 0;
	#look: () => void = () => undefined;

	constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.binaryType = 'arraybuffer';
		socket.onmessage = ({ data }) => {
			const frame = decodeServerFrame(new Uint8Array(data as ArrayBuffer));
			if (frame.kind === 'snapshot') {
				this.#print(frame.text);
				this.#acknowledged = frame.position;
			}
			if (frame.kind !== 'output') return;
			this.#print(frame.bytes);
			const end = frame.position + frame.bytes.length;
			if (end - this.#acknowledged < acknowledgeBytes) return;
			this.#acknowledged = end;
			this.#send({ kind: 'acknowledge', position: end });
		};
	}

	type(text: string): void {
		this.#send({ kind: 'input', bytes: Buffer.from(text) });
	}

	/** Waits until what was printed since the last call matches, and gives the match. */
	until(pattern: RegExp): Promise<RegExpExecArray> {
		const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
		this.#socket.onclose = ({ code, reason }) => reject(new Error(`the line was closed: ${code} ${reason}`));
		this.#look = () => {
			const match = pattern.exec(this.#text);
			if (match === null) return;
			this.#text = this.#text.slice(match.index + match[0].length);
			this.#look = () => undefined;
			resolve(match);
		};
		this.#look();
		return promise;
	}

	#print(bytes: Uint8Array): void {
		this.#text += Buffer.from(bytes).toString('latin1');
		this.#look();
	}

	#send(frame: ClientFrame): void {
		this.#socket.send(encodeClientFrame(frame));
	}
}

export class ManySessions implements AsyncDisposable {
	/** Of the process that serves them. */
	readonly pid: number;
	readonly labs: readonly string[];
	readonly #child: ChildProcess;
	readonly #exit: Promise<unknown[]>;
	readonly #port: number;

	private constructor(child: ChildProcess, exit: Promise<unknown[]>, port: number, labs: readonly string[]) {
		this.pid = child.pid ?? 0;
		this.#child = child;
		this.#exit = exit;
		this.#port = port;
		this.labs = labs;
	}

	/** None of them is started yet. */
	static async serve(count: number): Promise<ManySessions> {
		const child = spawn(process.execPath, [program, String(count)], { stdio: ['pipe', 'pipe', 'inherit'] });
		const exit = once(child, 'exit');
		for await (const line of createInterface({ input: child.stdout })) {
			const { port, labs } = JSON.parse(line) as { port: number; labs: string[] };
			return new ManySessions(child, exit, port, labs);
		}
		throw new Error('the sessions could not be served');
	}

	/** Starts a session, waits until it is ready, and opens a terminal. */
	async open(lab: string): Promise<OneTerminal> {
		const path = `/api/labs/${lab}/session`;
		let view = await this.#ask<SessionView>('POST', path);
		while (view.state !== 'ready') {
			if (view.state !== 'starting') throw new Error(`${lab}: ${JSON.stringify(view)}`);
			await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
			view = await this.#ask<SessionView>('GET', path);
		}
		const { terminal: id } = await this.#ask<{ terminal: string }>('POST', `${path}/terminals`);
		// The second argument is one of Node's own; a browser sends these fields by itself.
		const init = { headers: this.#headers } as unknown as string[];
		const socket = new WebSocket(`ws://127.0.0.1:${this.#port}${path}/terminals/${id}/socket`, init);
		const terminal = new OneTerminal(socket);
		await once(socket, 'open');
		return terminal;
	}

	/** Ends them all. Throws when something went wrong in any of them. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#child.stdin?.end();
		const [status] = await this.#exit;
		if (status !== 0) throw new Error('the sessions had faults');
	}

	get #headers(): Record<string, string> {
		const host = `127.0.0.1:${this.#port}`;
		return { host, cookie: `stagecraft-${this.#port}=secret`, origin: `http://${host}` };
	}

	async #ask<T>(method: string, path: string): Promise<T> {
		const answer = await fetch(`http://127.0.0.1:${this.#port}${path}`, { method, headers: this.#headers });
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
		return JSON.parse(text);
	}
}

/** Milliseconds from a letter until it comes back. It is taken away again, so that the line never wraps. */
export async function echo(terminal: OneTerminal): Promise<number> {
	const start = performance.now();
	terminal.type('x');
	await terminal.until(/x/);
	const milliseconds = performance.now() - start;
	terminal.type('\x7f');
	await terminal.until(/\[K/);
	return milliseconds;
}
