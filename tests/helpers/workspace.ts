import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import type { ServerFrame } from '#protocol/terminal.ts';
import type { Shell } from '#session/shell.ts';
import type { Terminal } from '#session/terminal/terminal.ts';
import { Workspace } from '#session/workspace/workspace.ts';
import { testEngine } from './engine.ts';
import { haveBases } from './prepared-bases.ts';

export const workspaceImage = 'stagecraft/workspace:latest';

/** A workspace in a network of its own, on the tests' engine. Disposing removes all of it. */
export class TestWorkspace implements AsyncDisposable {
	readonly engine: Engine;
	readonly workspace: Workspace;
	readonly network: string;
	readonly labels: Readonly<Record<string, string>>;
	/** Connections of the docker command, in order. */
	readonly docker: Duplex[] = [];
	onDocker: (connection: Duplex) => void = (connection) => connection.destroy();

	private constructor(engine: Engine, network: string, labels: Readonly<Record<string, string>>, workspace: Workspace) {
		this.engine = engine;
		this.network = network;
		this.labels = labels;
		this.workspace = workspace;
	}

	static async start(): Promise<TestWorkspace> {
		const engine = await testEngine();
		await haveBases(engine, workspaceImage);
		const labels = { [labelNames.role]: 'helper', [labelNames.job]: randomUUID() };
		const network = `stagecraft-test-${labels[labelNames.job]}`;
		await engine.networks.create(network, labels);
		const ref: { made?: TestWorkspace } = {};
		const onDocker = (connection: Duplex): void => {
			ref.made?.docker.push(connection);
			ref.made?.onDocker(connection);
		};
		const workspace = await Workspace.start({ engine, image: workspaceImage, network, labels, onDocker });
		ref.made = new TestWorkspace(engine, network, labels, workspace);
		return ref.made;
	}

	/** What a command of the shell prints on standard output. */
	async output(script: string): Promise<string> {
		const limits = { maxBytes: 1024 * 1024, timeoutMilliseconds: 60_000 };
		return (await this.workspace.run(['bash', '-c', script], limits)).output.toString('utf8');
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.workspace[Symbol.asyncDispose]();
		for (const { id } of await this.engine.containers.list(this.labels)) await this.engine.containers.remove(id);
		await this.engine.networks.remove(this.network);
		await this.engine[Symbol.asyncDispose]();
	}
}

/** What a shell has printed, and waiting for it. */
export class ShellScreen {
	readonly #write: (keys: string) => void;
	#text = '';
	#look: () => void = () => undefined;

	constructor(shell: Shell | Terminal) {
		if ('stream' in shell) {
			this.#write = (keys) => void shell.stream.write(keys);
			shell.stream.on('data', (bytes: Buffer) => this.#print(bytes));
			return;
		}
		// A screen that is shown whole has no marks; what the shell is doing then is told after it.
		let isUnmarked = false;
		const send = (frame: ServerFrame): void => {
			if (frame.kind === 'snapshot') {
				isUnmarked = true;
				this.#print(frame.text);
			}
			if (frame.kind === 'shell' && isUnmarked) {
				isUnmarked = false;
				const isFree = frame.shell.state === 'prompt' && !promptEnd.test(this.#text);
				if (isFree) this.#print(Buffer.from('\x1b]133;B\x07'));
			}
			if (frame.kind !== 'output') return;
			this.#print(frame.bytes);
			connection.receive({ kind: 'acknowledge', position: frame.position + frame.bytes.length });
		};
		const connection = shell.connect({ send, close: () => undefined });
		this.#write = (keys) => connection.receive({ kind: 'input', bytes: Buffer.from(keys) });
	}

	#print(bytes: Uint8Array): void {
		this.#text += Buffer.from(bytes).toString('utf8');
		this.#look();
	}

	type(keys: string): void {
		this.#write(keys);
	}

	/** What was printed and not yet waited for. */
	get unread(): string {
		return this.#text;
	}

	/** Waits until what was printed since the last call matches, and gives it up to the end of the match. */
	until(pattern: RegExp): Promise<string> {
		const { promise, resolve } = Promise.withResolvers<string>();
		this.#look = () => {
			const match = pattern.exec(this.#text);
			if (match === null) return;
			const end = match.index + match[0].length;
			const seen = this.#text.slice(0, end);
			this.#text = this.#text.slice(end);
			this.#look = () => undefined;
			resolve(seen);
		};
		this.#look();
		return promise;
	}

	/** Types a command at the prompt and gives what came until the next prompt. */
	async command(line: string): Promise<{ readonly text: string; readonly exitCode: number }> {
		this.type(`${line}\r`);
		const text = await this.until(commandEnd);
		return { text, exitCode: Number(commandEnd.exec(text)?.[1]) };
	}
}

const mark = String.raw`\x1b\]133;`;
const markEnd = String.raw`(?:;aid=[\w.-]+)?\x07`;
/** The end of a prompt. */
export const promptEnd = new RegExp(`${mark}B${markEnd}`);
/** The end of a command, with its exit status as the first group, up to the end of the next prompt. */
export const commandEnd = new RegExp(String.raw`${mark}D;(\d+)${markEnd}[\s\S]*?${mark}B${markEnd}`);
const output = new RegExp(String.raw`${mark}C${markEnd}([\s\S]*?)(?:${mark}D;\d+${markEnd}|$)`);

/** What a command printed itself, of all that the screen got from typing it on. */
export function commandOutput(printed: string): string {
	return output.exec(printed)?.[1] ?? '';
}
