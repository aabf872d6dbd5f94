/** Environments in memory for sessions: shells are fake, the workspace's files are those of a folder that nothing changes. */
import type { PublishedPort } from '#gateway/options.ts';
import type { SessionEnvironment, SessionWorkspace } from '#session/session-parts.ts';
import { FakeShell } from './fake-shell.ts';

/** Answers the scripts of the workspace image as an empty folder does. */
class FakeWorkspace implements SessionWorkspace {
	readonly container: string;
	readonly shells: FakeShell[] = [];
	readonly greetings: boolean[] = [];

	constructor(container: string) {
		this.container = container;
	}

	async run(command: readonly string[]) {
		const isScan = command[0]?.endsWith('scan-files') ?? false;
		return { exitCode: 0, output: Buffer.from(isScan ? 'present 1000.5\0' : ''), stderr: '' };
	}

	async watch() {
		return { ended: new Promise<never>(() => undefined), [Symbol.dispose]: () => undefined };
	}

	async openShell(_size: unknown, { greeting }: { readonly greeting: boolean }) {
		const shell = new FakeShell();
		this.shells.push(shell);
		this.greetings.push(greeting);
		return shell;
	}

	dial(): Promise<never> {
		return Promise.reject(new Error('nothing listens'));
	}
}

export class FakeEnvironment implements SessionEnvironment {
	readonly session: string;
	readonly workspace: FakeWorkspace;
	readonly lost: Promise<unknown>;
	/** Breaks the connection. */
	readonly lose: () => void;
	isDisposed = false;
	isLost = false;
	onPorts: (ports: readonly PublishedPort[]) => void = () => undefined;
	onStopped: (words: string) => void = () => undefined;
	onDocker: () => void = () => undefined;

	constructor(number: number) {
		this.session = String(number).padStart(16, 's');
		this.workspace = new FakeWorkspace(`container${number}`);
		const { promise, resolve } = Promise.withResolvers<void>();
		this.lost = promise;
		this.lose = () => {
			this.isLost = true;
			resolve();
		};
	}

	async followPorts(): Promise<void> {
		await Promise.resolve();
	}

	/** What a new connection gives; none: the workspace is gone. */
	reconnected: FakeEnvironment | undefined;

	async reconnect(): Promise<FakeEnvironment> {
		if (this.reconnected === undefined) throw new Error('it is gone');
		return this.reconnected;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.isDisposed = true;
		for (const shell of this.workspace.shells) shell.end();
		this.lose();
	}
}
