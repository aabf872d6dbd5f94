import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testRootFolder } from './busybox.ts';
import { TempFolder } from './temp-folder.ts';

export interface Said {
	readonly status: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly input?: string | Uint8Array;
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Interrupts the command. */
	readonly signal?: AbortSignal;
	/** Told what is printed there, as it comes: builds tell their progress so. */
	readonly onStderr?: (text: string) => void;
}

const library = 'usr/lib/x86_64-linux-gnu';

/** Root folder to take the docker command from instead: another version than the engine's own. */
function commandFolder(): Promise<string> {
	const other = process.env['STAGECRAFT_TEST_CLI'];
	return other === undefined || other === '' ? testRootFolder() : Promise.resolve(other);
}

/** The real docker command with buildx, as Debian packages them, out of the managed engine's root folder. */
export class DockerCli implements AsyncDisposable {
	readonly #folder: TempFolder;
	readonly #socket: string;

	private constructor(folder: TempFolder, socket: string) {
		this.#folder = folder;
		this.#socket = socket;
	}

	/** @param socket path of the unix socket that it speaks to. */
	static async create(socket: string): Promise<DockerCli> {
		const root = await commandFolder();
		const folder = await TempFolder.create();
		const loader = `${join(root, 'usr/lib64/ld-linux-x86-64.so.2')} --library-path ${join(root, library)}`;
		// buildx leaves folders where temporary ones belong.
		const own = `export HOME=${folder.path} DOCKER_CONFIG=${folder.path} TMPDIR=${folder.join('tmp')}`;
		const script = (program: string): string => `#!/bin/sh\n${own}\nexec ${loader} ${join(root, program)} "$@"\n`;
		for (const name of ['cli-plugins', 'tmp']) await mkdir(folder.join(name));
		await folder.write({
			docker: script('usr/bin/docker'),
			'cli-plugins/docker-buildx': script('usr/libexec/docker/cli-plugins/docker-buildx'),
		});
		await chmod(folder.join('docker'), 0o755);
		await chmod(folder.join('cli-plugins/docker-buildx'), 0o755);
		return new DockerCli(folder, socket);
	}

	/** The program and its arguments that `docker …` is. */
	line(args: readonly string[]): [program: string, args: string[]] {
		return [this.#folder.join('docker'), ['-H', `unix://${this.#socket}`, ...args]];
	}

	/** Runs `docker …` to its end. */
	run(args: readonly string[], options: RunOptions = {}): Promise<Said> {
		const { promise, resolve } = Promise.withResolvers<Said>();
		const child = execFile(
			this.#folder.join('docker'),
			['-H', `unix://${this.#socket}`, ...args],
			{
				cwd: options.cwd ?? this.#folder.path,
				env: { PATH: process.env['PATH'], HOME: this.#folder.path, DOCKER_CONFIG: this.#folder.path, ...options.env },
				maxBuffer: 64 * 1024 * 1024,
			},
			(_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
		);
		// As Ctrl-C does.
		options.signal?.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
		child.stderr?.on('data', (text: string) => options.onStderr?.(text));
		child.stdin?.on('error', () => undefined);
		child.stdin?.end(options.input ?? '');
		return promise;
	}

	/** What `docker …` prints. @throws Error with its words when it fails. */
	async ok(...args: readonly string[]): Promise<string> {
		const { status, stdout, stderr } = await this.run(args);
		if (status !== 0) throw new Error(`docker ${args.join(' ')}: status ${status}: ${stderr}`);
		return stdout.trimEnd();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#folder[Symbol.asyncDispose]();
	}
}
